// Entry of the widget: one script tag embeds it.
//   <script src="https://guide.example/widget.js" defer></script>            a button that opens it
//   <div id="resolution-guide"></div> + the same tag                         full size inside the div
// Attributes of the script tag: data-accent, data-on-accent (colours), data-theme (light|dark),
// data-language (a language of the guide; without it that of the host page).
import { Connection } from "./connection";
import { strings } from "./strings";
import { Store } from "./store";
import { css } from "./style";
import type { Entry } from "./types";
import { View } from "./view";

const script = document.currentScript as HTMLScriptElement | null;

function start(): void {
  const origin = new URL(script?.src || location.href, location.href).origin;
  const place = document.getElementById("resolution-guide");
  const host = place ?? document.body.appendChild(document.createElement("resolution-guide"));
  if (host.shadowRoot) return; // the tag is there twice
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets = [sheet];
  const data = script?.dataset ?? {};
  for (const [attribute, property] of [
    ["accent", "--accent"],
    ["onAccent", "--on-accent"],
  ] as const) {
    const value = data[attribute];
    if (value && CSS.supports("color", value)) host.style.setProperty(property, value);
  }
  if (data["theme"] === "light" || data["theme"] === "dark") host.dataset["theme"] = data["theme"];

  const store = new Store(origin);
  let connection: Connection | undefined;
  const view = new View(
    {
      say: (text) => connection?.say(text),
      retry: (entry) => connection?.retry(entry),
      erase: async () => (connection ? connection.erase() : null),
      feedback: (topic, helped) => {
        connection?.feedback(topic, helped);
        store.save();
      },
      transcript: () => store.kept.entries.map(line).join("\n\n"),
    },
    origin,
    place !== null,
  );
  shadow.append(view.root);
  for (const entry of store.kept.entries) view.add(entry, true);
  connection = new Connection(origin, store, {
    entry: (entry) => view.add(entry),
    changed: (entry) => view.changed(entry),
    typing: (on) => view.typing(on),
    connected: (on) => view.connected(on),
  });
}

function line(entry: Entry): string {
  return entry.from === "you" ? `${strings.you}: ${entry.text}` : `${strings.guide}: ${entry.message.text ?? ""}`;
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
