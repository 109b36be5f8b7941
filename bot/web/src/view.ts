import { feedback, letters, sources, timeline } from "./card";
import { button, el, prose, link } from "./dom";
import { langIn, language, look, others, strings, wordsOf, type Words } from "./strings";
import type { BotMessage, Entry, QuickReply } from "./types";

export interface Actions {
  say(text: string): void;
  retry(entry: Entry): void;
  erase(): Promise<BotMessage | false | null>;
  feedback(topic: string, helped: boolean): void;
  transcript(): string;
  /** Puts the page into another language. */
  speak(code: string): void;
  /** Whether to offer the page in another language: once in a session. */
  mayOffer(): boolean;
}

/** Nothing is offered below the help lines. */
const CRISIS = "crisis";

const time = (at: number): string => new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" }).format(at);

/** The visible widget: header, log, typing line, form. */
export class View {
  readonly root: HTMLElement;
  private readonly panel: HTMLElement;
  private readonly log: HTMLElement;
  private readonly typingLine: HTMLElement;
  private readonly bar: HTMLElement;
  private readonly menu: HTMLElement;
  private readonly input: HTMLTextAreaElement;
  private readonly launcher: HTMLButtonElement;
  private readonly status: HTMLElement;
  private readonly drawn = new Map<Entry, HTMLElement>();
  private wasOffline = false;
  private deleted: BotMessage | undefined;

  constructor(
    private readonly actions: Actions,
    private readonly origin: string,
    private readonly full: boolean,
  ) {
    this.log = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": strings.log, tabindex: "0" });
    this.typingLine = el("div", { class: "typing", hidden: true }, strings.typing, el("i"), el("i"), el("i"));
    this.bar = el("div", { class: "bar", role: "status", hidden: true });
    this.status = el("div", { class: "sr", role: "status" });
    this.input = el("textarea", { id: "question", rows: "1", placeholder: strings.placeholder, autocomplete: "off" });
    this.menu = this.buildMenu();
    this.launcher = button(strings.title, () => this.toggle(true), { class: "launch", "aria-label": strings.open, hidden: full });
    this.panel = this.buildPanel();
    this.root = el("div", { class: `root ${full ? "full" : "float"}`, lang: language }, this.launcher, this.panel);
    this.clear();
  }

  /** Empties the log down to the introduction. */
  clear(): void {
    this.drawn.clear();
    this.log.replaceChildren(this.intro());
  }

  add(entry: Entry, old = false): void {
    const node = this.draw(entry);
    this.drawn.set(entry, node);
    this.log.append(node);
    if (entry.from === "guide" && !old) {
      const offer = this.offer(entry.message);
      // Right below the words, where it is seen without scrolling on a phone.
      if (offer) node.querySelector(".bubble")?.after(offer);
    }
    if (!old) this.scroll(node);
  }

  changed(entry: Entry): void {
    const before = this.drawn.get(entry);
    if (!before) return;
    if (entry.from !== "you") return;
    before.querySelector(".meta")?.replaceWith(this.meta(entry));
    const lang = langIn(language, entry.language);
    if (lang) before.querySelector(".bubble")?.setAttribute("lang", lang);
  }

  typing(on: boolean): void {
    this.typingLine.hidden = !on;
    if (on) this.scroll(this.log.lastElementChild);
  }

  connected(on: boolean): void {
    if (!on) {
      this.wasOffline = true;
      this.bar.textContent = strings.offline;
      this.bar.hidden = false;
    } else {
      this.bar.hidden = true;
      if (this.wasOffline) this.status.textContent = strings.online;
      this.wasOffline = false;
    }
  }

  toggle(open: boolean): void {
    if (this.full) return;
    this.panel.hidden = !open;
    this.launcher.hidden = open;
    if (open) this.input.focus();
    else this.launcher.focus();
  }

  private buildPanel(): HTMLElement {
    const heading = el("h2", { id: "title" }, strings.title);
    const switches = others().map((code) =>
      button(wordsOf(code).this_language, () => this.actions.speak(code), { lang: code, class: "switch" }),
    );
    const more = button("\u2261", () => this.showMenu(this.menu.hidden), { "aria-label": strings.menu, "aria-expanded": "false", class: "more" });
    const header = el("header", {}, this.logo(), heading, ...switches, more);
    if (!this.full) header.append(button("\u00d7", () => this.toggle(false), { "aria-label": strings.close }));
    const form = el(
      "form",
      {},
      el("label", { for: "question", class: "sr" }, strings.input),
      this.input,
      ...this.dictation(),
      el("button", { type: "submit" }, strings.send),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.submit();
      }
    });
    this.input.addEventListener("input", () => this.fit());
    const panel = el(
      this.full ? "main" : "div",
      { class: "panel", role: this.full ? undefined : "dialog", "aria-labelledby": "title", hidden: !this.full },
      header,
      this.menu,
      this.bar,
      this.log,
      this.typingLine,
      this.status,
      form,
    );
    panel.addEventListener("keydown", (event: Event) => {
      if ((event as KeyboardEvent).key !== "Escape") return;
      if (!this.menu.hidden) this.showMenu(false);
      else this.toggle(false);
    });
    return panel;
  }

  /** The logo of who runs the guide. Where a host page forbids the picture, the title has the name. */
  private logo(): HTMLElement | undefined {
    if (!look.logo) return undefined;
    const logo = el("img", { class: "logo", src: new URL(look.logo, this.origin).href, alt: look.name });
    logo.addEventListener("error", () => logo.remove());
    return logo;
  }

  private buildMenu(): HTMLElement {
    const menu = el("div", { class: "menu", hidden: true });
    const choices = (): void =>
      menu.replaceChildren(
        button(strings.start_over, () => this.choose(strings.start_over)),
        button(strings.copy, () => void this.copy()),
        ...(this.full ? [button(strings.print, () => window.print())] : []),
        button(strings.remove, () => ask()),
        link(new URL(`/privacy.html?language=${language}`, this.origin).href, strings.privacy),
      );
    const ask = (): void => {
      menu.replaceChildren(
        el("span", {}, strings.confirm_remove),
        button(strings.yes_delete, () => {
          choices();
          void this.erase();
        }),
        button(strings.keep, () => {
          choices();
          this.showMenu(false);
        }),
      );
      menu.querySelector("button")?.focus();
    };
    choices();
    return menu;
  }

  private showMenu(open: boolean): void {
    this.menu.hidden = !open;
    const more = this.panel.querySelector<HTMLButtonElement>(".more");
    more?.setAttribute("aria-expanded", String(open));
    if (open) this.menu.querySelector("button")?.focus();
    else more?.focus();
  }

  private async erase(): Promise<void> {
    const said = await this.actions.erase();
    this.showMenu(false);
    if (said === false) return;
    if (said === null) {
      this.bar.textContent = strings.offline;
      this.bar.hidden = false;
      return;
    }
    this.clear();
    this.showDeleted(said);
    this.input.focus();
  }

  private showDeleted(said: BotMessage): void {
    this.deleted = said;
    const lang = said.text ? langIn(language, said.custom?.language) : undefined;
    const bubble = el("div", { class: "bubble", lang }, prose(said.text || strings.removed));
    this.log.append(el("div", { class: "entry" }, bubble));
  }

  /** Goes on where the same page in another language was. */
  resume(before: View): void {
    this.panel.hidden = before.panel.hidden;
    this.launcher.hidden = before.launcher.hidden;
    this.input.value = before.input.value;
    this.typingLine.hidden = before.typingLine.hidden;
    if (before.wasOffline) this.connected(false);
    if (before.deleted && this.drawn.size === 0) this.showDeleted(before.deleted);
    const read = before.log.scrollTop;
    const tapped = before.root.querySelector(":focus")?.classList.contains("switch");
    before.root.replaceWith(this.root);
    this.fit();
    this.log.scrollTop = read;
    (tapped ? this.panel.querySelector<HTMLElement>(".switch") : this.input)?.focus();
    // A line that is there from the beginning is not read aloud.
    setTimeout(() => (this.status.textContent = strings.switched), 150);
  }

  private async copy(): Promise<void> {
    const text = this.actions.transcript();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const box = el("textarea", {}, text); // pages without https have no clipboard API
      this.root.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    this.status.textContent = strings.copied;
    this.bar.textContent = strings.copied;
    this.bar.hidden = false;
    this.showMenu(false);
  }

  private choose(text: string): void {
    if (!this.menu.hidden) this.showMenu(false);
    this.actions.say(text);
    this.input.focus();
  }

  private submit(): void {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.fit();
    this.bar.hidden = this.bar.textContent !== strings.offline || this.bar.hidden;
    this.actions.say(text);
  }

  private fit(): void {
    this.input.style.setProperty("height", "auto");
    if (this.input.value) this.input.style.setProperty("height", `${this.input.scrollHeight + 2}px`);
  }

  private intro(): HTMLElement {
    const list = el("ul", { class: "choices" });
    for (const question of strings.questions) list.append(el("li", {}, button(question, () => this.choose(question))));
    return el(
      "div",
      { class: "intro" },
      el("p", { class: "lead" }, strings.landing),
      el("p", {}, strings.intro),
      el("p", { class: "small" }, strings.notice),
      el("p", { class: "small" }, strings.asked),
      list,
    );
  }

  private draw(entry: Entry): HTMLElement {
    if (entry.from === "guide") return this.drawReply(entry.message, entry);
    return el(
      "div",
      { class: "entry you" },
      el("span", { class: "sr" }, `${strings.you}: `),
      el("div", { class: "bubble", lang: langIn(language, entry.language) }, entry.text),
      this.meta(entry),
    );
  }

  private meta(entry: Entry & { from: "you" }): HTMLElement {
    if (entry.state === "failed") {
      return el("div", { class: "meta failed" }, strings.failed, button(strings.retry, () => this.actions.retry(entry)));
    }
    return el("div", { class: "meta" }, entry.state === "sending" ? `${strings.sending}\u2026` : time(entry.at));
  }

  private drawReply(message: BotMessage, entry: Entry & { from: "guide" }): HTMLElement {
    const custom = message.custom ?? {};
    // A reply is wholly in its own language, whatever that of the page is. A text that is not
    // translated yet stands in it in English.
    const spoken = custom.language ?? language;
    const said = custom.text_language ?? spoken;
    const words = wordsOf(spoken);
    const bubble = el("div", { class: "bubble", lang: langIn(spoken, said) }, prose(message.text ?? ""));
    if (custom.sources && custom.sources.length > 0) bubble.append(sources(custom.sources, wordsOf(said)));
    const node = el(
      "div",
      { class: "entry guide", lang: langIn(language, spoken) },
      el("span", { class: "sr" }, `${words.guide}: `),
      bubble,
    );
    const card = timeline(custom, this.origin, words);
    if (card) node.append(card);
    const written = letters(custom, this.origin);
    if (written) node.append(written);
    if (message.quick_replies?.length) node.append(this.replies(message.quick_replies));
    if (custom.sources?.length && custom.topic && entry.helped === undefined) {
      const topic = custom.topic;
      node.append(
        feedback(words, (helped) => {
          entry.helped = helped;
          this.actions.feedback(topic, helped);
        }),
      );
    }
    node.append(el("div", { class: "meta" }, time(entry.at)));
    return node;
  }

  /** The page in the language of an answer, offered once and in that language. */
  private offer(message: BotMessage): HTMLElement | undefined {
    const spoken = message.custom?.language ?? language;
    if (!others().includes(spoken) || message.custom?.topic === CRISIS || !this.actions.mayOffer()) return undefined;
    const words: Words = wordsOf(spoken);
    const row = el(
      "p",
      { class: "offer", lang: spoken },
      el("span", {}, words.offer),
      button(words.offer_yes, () => this.actions.speak(spoken)),
      button(words.offer_no, () => {
        row.remove();
        this.input.focus();
      }),
    );
    return row;
  }

  private replies(replies: QuickReply[]): HTMLElement {
    const list = el("ul", { class: "choices" });
    for (const reply of replies) list.append(el("li", {}, button(reply.title, () => this.choose(reply.payload))));
    return list;
  }

  private scroll(node: Element | null): void {
    // A long answer is read from its beginning, so its top comes into view, not its end.
    node?.scrollIntoView({ block: "nearest" });
    if (node instanceof HTMLElement && node.offsetHeight > this.log.clientHeight) node.scrollIntoView({ block: "start" });
  }

  private dictation(): HTMLElement[] {
    const Recognition = (window as unknown as Record<string, unknown>)["SpeechRecognition"] ?? (window as unknown as Record<string, unknown>)["webkitSpeechRecognition"];
    if (typeof Recognition !== "function") return [];
    interface Recogniser {
      lang: string;
      start(): void;
      stop(): void;
      onresult: (event: { results: { 0: { transcript: string } }[] }) => void;
      onend: () => void;
      onerror: () => void;
    }
    const recogniser = new (Recognition as new () => Recogniser)();
    recogniser.lang = strings.locale;
    let listening = false;
    const toggle = button("", () => (listening ? recogniser.stop() : start()), { "aria-label": strings.dictate, "aria-pressed": "false" });
    toggle.append(microphone());
    const set = (on: boolean): void => {
      listening = on;
      toggle.setAttribute("aria-pressed", String(on));
      toggle.setAttribute("aria-label", on ? strings.dictating : strings.dictate);
    };
    const start = (): void => {
      try {
        recogniser.start();
        set(true);
      } catch {
        set(false);
      }
    };
    recogniser.onresult = (event) => {
      this.input.value = `${this.input.value} ${event.results[0]?.[0].transcript ?? ""}`.trim();
      this.fit();
      this.input.focus();
    };
    recogniser.onend = () => set(false);
    recogniser.onerror = () => set(false);
    return [toggle];
  }
}

/** A drawn microphone: not every phone has a font with one. */
function microphone(): SVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", width: "20", height: "20", "aria-hidden": "true" })) {
    svg.setAttribute(name, value);
  }
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", "M12 15a4 4 0 0 0 4-4V6a4 4 0 0 0-8 0v5a4 4 0 0 0 4 4zm7-4a7 7 0 0 1-6 6.9V21h-2v-3.1A7 7 0 0 1 5 11h2a5 5 0 0 0 10 0z");
  path.setAttribute("fill", "currentColor");
  svg.append(path);
  return svg;
}
