import { button, el, link } from "./dom";
import { inDays, type Words } from "./strings";
import type { Custom, Deadline } from "./types";

const LONG: Intl.DateTimeFormatOptions = { weekday: "long", year: "numeric", month: "long", day: "numeric", timeZone: "UTC" };

export function day(iso: string, words: Words): string {
  return new Intl.DateTimeFormat(words.locale, LONG).format(new Date(`${iso}T00:00:00Z`));
}

function when(deadline: Deadline): string | null {
  return deadline.earliest_safe ?? deadline.date;
}

/** Dates in order, past, today and to come marked; the parent's next one is stressed. Each opens its
 *  reason and source. All of it is in the language of the reply. */
export function timeline(custom: Custom, origin: string, words: Words): HTMLElement | undefined {
  const deadlines = custom.deadlines;
  if (!deadlines || deadlines.length === 0) return undefined;
  const sorted = [...deadlines].sort((a, b) => (when(a) ?? "9999").localeCompare(when(b) ?? "9999"));
  const today = custom.today ?? "";
  const ahead = sorted.filter((deadline) => (when(deadline) ?? "") >= today && when(deadline));
  const next = ahead.find((deadline) => deadline.yours) ?? ahead[0];
  const list = el("ol", { class: "dates" });
  let marked = !today || sorted.length < 2;
  for (const deadline of sorted) {
    const date = when(deadline);
    if (!marked && (!date || date >= today)) {
      list.append(el("li", { class: "now" }, `${words.today}: ${day(today, words)}`));
      marked = true;
    }
    list.append(item(deadline, deadline === next, today, words));
  }
  if (!marked) list.append(el("li", { class: "now" }, `${words.today}: ${day(today, words)}`));
  const card = el("section", { class: "card", "aria-label": words.dates }, el("h3", {}, words.dates), list);
  if (custom.calendar_url) {
    const address = new URL(custom.calendar_url, origin);
    const print = new URL(custom.calendar_url.replace(/^\/calendar\//, "/dates/").replace(/\.ics$/, ""), origin);
    card.append(
      el(
        "p",
        { class: "tools" },
        el("a", { href: address.href, download: `${words.calendar_file}.ics` }, words.calendar),
        link(print.href, words.print_dates),
      ),
    );
  }
  return card;
}

/** Links to the letters that go with an answer; each opens a page of its own. */
export function letters(custom: Custom, origin: string): HTMLElement | undefined {
  if (!custom.letters || custom.letters.length === 0) return undefined;
  const links = custom.letters.map((letter) => link(new URL(letter.url, origin).href, letter.label));
  return el("p", { class: "tools letters" }, ...links);
}

function item(deadline: Deadline, next: boolean, today: string, words: Words): HTMLElement {
  const date = when(deadline);
  const left = date && today ? Math.round((Date.parse(date) - Date.parse(today)) / 86_400_000) : undefined;
  const past = left !== undefined && left < 0;
  const safe = deadline.earliest_safe && deadline.earliest_safe !== deadline.date ? deadline.earliest_safe : undefined;
  const summary = el(
    "summary",
    {},
    ...(next ? badge(words.next) : []),
    ...(past ? badge(words.past, "badge gone") : []),
    ...(deadline.yours && !past ? badge(words.yours) : []),
    el("b", {}, date ? (safe ? `${words.act_by} ${day(date, words)}` : day(date, words)) : words.no_date),
    left === undefined ? undefined : el("span", { class: "left" }, ` (${inDays(left, words)})`),
    el("span", { class: "what" }, deadline.title ?? deadline.key.replaceAll("_", " ")),
    safe && deadline.date ? el("span", { class: "what" }, `${words.by_rule}: ${day(deadline.date, words)}`) : undefined,
  );
  const body = el("div", {}, el("p", {}, deadline.why));
  if (deadline.working_day && !past) body.append(el("p", {}, `${words.working_day} ${day(deadline.working_day, words)}.`));
  if (deadline.skipped.length > 0) {
    const days = deadline.skipped.map((skipped) => `${skipped.name} (${day(skipped.date, words)})`).join("; ");
    body.append(el("p", {}, `${words.skipped}: ${days}.`));
  }
  body.append(el("p", {}, `${words.who}: ${deadline.who}.`));
  if (deadline.if_missed) body.append(el("p", {}, `${words.if_missed}: ${deadline.if_missed}`));
  body.append(sources([deadline.rule], words));
  return el("li", { class: next ? "next" : past ? "past" : undefined }, el("details", {}, summary, body));
}

/** A word in a frame; the space after it keeps it apart where it is read aloud or copied. */
function badge(word: string, kind = "badge"): (HTMLElement | string)[] {
  return [el("span", { class: kind }, word), " "];
}

/** Citations with links where the rule can be read. */
export function sources(citations: string[], words: Words): HTMLElement {
  const line = el("p", { class: "sources" }, `${citations.length > 1 ? words.sources : words.source}: `);
  citations.forEach((citation, index) => {
    if (index > 0) line.append("; ");
    const cfr = /^34 CFR (\d+\.\d+)/.exec(citation);
    const usc = /^20 USC (\d+)/.exec(citation);
    if (cfr) line.append(link(`https://www.ecfr.gov/current/title-34/section-${cfr[1]}`, citation));
    else if (usc) line.append(link(`https://www.law.cornell.edu/uscode/text/20/${usc[1]}`, citation));
    else line.append(citation);
  });
  return line;
}

/** "Did this help?" with two buttons that turn into thanks. */
export function feedback(words: Words, onAnswer: (helped: boolean) => void): HTMLElement {
  const row = el("p", { class: "feedback" }, `${words.helped} `);
  const answer = (helped: boolean): void => {
    onAnswer(helped);
    row.replaceChildren(words.thanks);
  };
  row.append(button(words.yes, () => answer(true)), button(words.no, () => answer(false)));
  return row;
}
