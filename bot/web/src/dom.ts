// Small helpers. Text only ever becomes text nodes: nothing a message holds is read as HTML.
type Attributes = Record<string, string | boolean | undefined>;

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string | undefined)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (typeof value === "string") node.setAttribute(name, value);
  }
  for (const child of children) if (child !== undefined) node.append(child);
  return node;
}

export function button(label: string, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const node = el("button", { type: "button", ...attributes }, label);
  node.addEventListener("click", onClick);
  return node;
}

const LINK = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]|\b(?:[a-z0-9-]+\.)+(?:org|gov|com)(?:\/[^\s<>"'.,;:!?)]*)?/gi;

/** Paragraphs and lines of a text, with web addresses as links that open safely. */
export function prose(text: string): DocumentFragment {
  const all = document.createDocumentFragment();
  for (const paragraph of text.split(/\n{2,}/)) {
    const p = el("p");
    paragraph.split("\n").forEach((line, index) => {
      if (index > 0) p.append(el("br"));
      let from = 0;
      for (const found of line.matchAll(LINK)) {
        p.append(line.slice(from, found.index), link(found[0]));
        from = found.index + found[0].length;
      }
      p.append(line.slice(from));
    });
    all.append(p);
  }
  return all;
}

export function link(address: string, label = address): HTMLAnchorElement {
  const href = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, label);
}

export function uuid(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // pages without https lack randomUUID
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
