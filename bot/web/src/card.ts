import { button, el, link } from "./dom";
import { inDays, strings } from "./strings";
import type { Custom, Deadline } from "./types";

const LONG: Intl.DateTimeFormatOptions = { weekday: "long", year: "numeric", month: "long", day: "numeric", timeZone: "UTC" };

export function day(iso: string): string {
  return new Intl.DateTimeFormat(strings.locale, LONG).format(new Date(`${iso}T00:00:00Z`));
}

function when(deadline: Deadline): string | null {
  return deadline.earliest_safe ?? deadline.date;
}

/** Dates in order, past, today and to come marked; the parent's next one is stressed. Each opens its
 *  reason and source. */
export function timeline(custom: Custom, origin: string): HTMLElement | undefined {
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
      list.append(el("li", { class: "now" }, `${strings.today}: ${day(today)}`));
      marked = true;
    }
    list.append(item(deadline, deadline === next, today));
  }
  if (!marked) list.append(el("li", { class: "now" }, `${strings.today}: ${day(today)}`));
  const card = el("section", { class: "card", "aria-label": strings.dates }, el("h3", {}, strings.dates), list);
  if (custom.calendar_url) {
    const address = new URL(custom.calendar_url, origin);
    const print = new URL(custom.calendar_url.replace(/^\/calendar\//, "/dates/").replace(/\.ics$/, ""), origin);
    card.append(
      el(
        "p",
        { class: "tools" },
        el("a", { href: address.href, download: "my-dates.ics" }, strings.calendar),
        link(print.href, strings.print_dates),
      ),
    );
  }
  return card;
}

function item(deadline: Deadline, next: boolean, today: string): HTMLElement {
  const date = when(deadline);
  const left = date && today ? Math.round((Date.parse(date) - Date.parse(today)) / 86_400_000) : undefined;
  const past = left !== undefined && left < 0;
  const safe = deadline.earliest_safe && deadline.earliest_safe !== deadline.date ? deadline.earliest_safe : undefined;
  const summary = el(
    "summary",
    {},
    next ? el("span", { class: "badge" }, strings.next) : undefined,
    past ? el("span", { class: "badge gone" }, strings.past) : undefined,
    deadline.yours && !past ? el("span", { class: "badge" }, strings.yours) : undefined,
    el("b", {}, date ? (safe ? `${strings.act_by} ${day(date)}` : day(date)) : strings.no_date),
    left === undefined ? undefined : el("span", { class: "left" }, ` (${inDays(left)})`),
    el("span", { class: "what" }, deadline.title ?? deadline.key.replaceAll("_", " ")),
    safe && deadline.date ? el("span", { class: "what" }, `${strings.by_rule}: ${day(deadline.date)}`) : undefined,
  );
  const body = el("div", {}, el("p", {}, deadline.why));
  if (deadline.working_day && !past) body.append(el("p", {}, `${strings.working_day} ${day(deadline.working_day)}.`));
  if (deadline.skipped.length > 0) {
    const days = deadline.skipped.map((skipped) => `${skipped.name} (${day(skipped.date)})`).join("; ");
    body.append(el("p", {}, `${strings.skipped}: ${days}.`));
  }
  body.append(el("p", {}, `${strings.who}: ${deadline.who}.`));
  if (deadline.if_missed) body.append(el("p", {}, `${strings.if_missed}: ${deadline.if_missed}`));
  body.append(sources([deadline.rule]));
  return el("li", { class: next ? "next" : past ? "past" : undefined }, el("details", {}, summary, body));
}

/** Citations with links where the rule can be read. */
export function sources(citations: string[]): HTMLElement {
  const line = el("p", { class: "sources" }, `${citations.length > 1 ? strings.sources : strings.source}: `);
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
export function feedback(onAnswer: (helped: boolean) => void): HTMLElement {
  const row = el("p", { class: "feedback" }, `${strings.helped} `);
  const answer = (helped: boolean): void => {
    onAnswer(helped);
    row.replaceChildren(strings.thanks);
  };
  row.append(button(strings.yes, () => answer(true)), button(strings.no, () => answer(false)));
  return row;
}
