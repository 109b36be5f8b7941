// Entry of the widget: one script tag embeds it.
//   <script src="https://guide.example/widget.js" defer></script>            a button that opens it
//   <div id="resolution-guide"></div> + the same tag                         full size inside the div
// Attributes of the script tag: data-accent, data-on-accent (colours), data-theme (light|dark),
// data-lang or data-language (a language of the guide; without it that of the host page, else of the
// browser), data-page="own" (the page is the guide's own: its title and address follow the language).
import { Connection } from "./connection";
import { known, language, look, speak, strings } from "./strings";
import { Store } from "./store";
import { css } from "./style";
import type { Entry } from "./types";
import { View, type Actions } from "./view";

const script = document.currentScript as HTMLScriptElement | null;

function start(): void {
  const origin = new URL(script?.src || location.href, location.href).origin;
  const place = document.getElementById("resolution-guide");
  const host = place ?? document.body.appendChild(document.createElement("resolution-guide"));
  if (host.shadowRoot) return; // the tag is there twice
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css + look.css);
  shadow.adoptedStyleSheets = [sheet];
  const data = script?.dataset ?? {};
  for (const [attribute, property] of [
    ["accent", "--accent"],
    ["accent", "--brand"],
    ["onAccent", "--on-accent"],
  ] as const) {
    const value = data[attribute];
    if (value && CSS.supports("color", value)) host.style.setProperty(property, value);
  }
  if (data["theme"] === "light" || data["theme"] === "dark") host.dataset["theme"] = data["theme"];

  const store = new Store(origin);
  const own = data["page"] === "own";
  speak(firstLanguage(store, data, own));
  if (own) tellPage();
  let connection: Connection | undefined;
  const draw = (): View => {
    const drawn = new View(actions, origin, place !== null);
    for (const entry of store.kept.entries) drawn.add(entry, true);
    return drawn;
  };
  const actions: Actions = {
    say: (text) => connection?.say(text),
    retry: (entry) => connection?.retry(entry),
    erase: async () => (connection ? connection.erase() : null),
    feedback: (topic, helped) => {
      connection?.feedback(topic, helped);
      store.save();
    },
    transcript: () => store.kept.entries.map(line).join("\n\n"),
    speak: (code) => {
      store.kept.language = code;
      store.save();
      speak(code);
      if (own) tellPage();
      const before = view;
      view = draw();
      view.resume(before);
    },
    mayOffer: () => {
      const first = !store.kept.offered;
      store.kept.offered = true;
      store.save();
      return first;
    },
  };
  let view = draw();
  shadow.append(view.root);
  connection = new Connection(origin, store, {
    entry: (entry) => view.add(entry),
    changed: (entry) => view.changed(entry),
    typing: (on) => view.typing(on),
    connected: (on) => view.connected(on),
  });
}

/** The language to begin in. One in the address of our own page was wished last, by a link. */
function firstLanguage(store: Store, data: DOMStringMap, own: boolean): string {
  const linked = own ? known(new URLSearchParams(location.search).get("language")) : undefined;
  if (linked && store.kept.language !== linked) delete store.kept.language;
  const asked = [store.kept.language, data["lang"], data["language"], document.documentElement.lang, navigator.language];
  return linked ?? known(...asked) ?? "en";
}

/** The guide's own page names its language, in its title and address too, so that a reload keeps it. */
function tellPage(): void {
  if (document.documentElement.lang === language) return;
  document.documentElement.lang = language;
  document.title = strings.page_title;
  const address = new URL(location.href);
  address.searchParams.set("language", language);
  history.replaceState(history.state, "", address);
}

function line(entry: Entry): string {
  return entry.from === "you" ? `${strings.you}: ${entry.text}` : `${strings.guide}: ${entry.message.text ?? ""}`;
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
