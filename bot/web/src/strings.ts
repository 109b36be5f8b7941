// The widget's words. They stand in data/answers/<language>/page.yml; the server puts those of every
// language around this script, so that a changed word needs no build.
declare const GUIDE_WORDS: Record<string, Words>;
/** The organisation that runs the guide: its styles, the address of its logo, its name; or empty. */
declare const GUIDE_LOOK: Record<"css" | "logo" | "name", string>;

export const look = GUIDE_LOOK;

type Named = Record<
  | "title" | "open" | "close" | "menu" | "log" | "you" | "guide" | "input" | "placeholder" | "send"
  | "dictate" | "dictating" | "typing" | "sending" | "failed" | "retry" | "offline" | "online"
  | "start_over" | "remove" | "removed" | "confirm_remove" | "yes_delete" | "keep" | "copy" | "copied"
  | "print" | "privacy" | "helped" | "yes" | "no" | "thanks" | "source" | "sources" | "dates" | "next"
  | "yours" | "past" | "no_date" | "by_rule" | "working_day" | "who" | "if_missed" | "act_by"
  | "skipped" | "today" | "calendar" | "calendar_file" | "print_dates" | "landing" | "intro" | "notice"
  | "asked" | "locale" | "this_language" | "switched" | "offer" | "offer_yes" | "offer_no" | "page_title",
  string
>;

export interface Words extends Named {
  days: Record<"today" | "tomorrow" | "ahead" | "yesterday" | "past", string>;
  questions: string[];
}

const CODES = Object.keys(GUIDE_WORDS);

/** The language of the page now, and its words. */
export let language = "en";
export let strings = GUIDE_WORDS["en"]!;

/** From now on the page is in this language. */
export function speak(code: string): void {
  language = code;
  strings = GUIDE_WORDS[code]!;
}

/** The first of the codes that has words (`es` of `es-MX`). */
export function known(...asked: (string | null | undefined)[]): string | undefined {
  return asked.map((code) => (code ?? "").split("-")[0]!.toLowerCase()).find((code) => CODES.includes(code));
}

/** The words of a language; those of the page where it has none. */
export function wordsOf(code: string): Words {
  return CODES.includes(code) ? GUIDE_WORDS[code]! : strings;
}

/** The other languages that the page can be in. */
export function others(): string[] {
  return CODES.filter((code) => code !== language);
}

/** The `lang` of a part inside another; none where it is the same. */
export function langIn(outer: string, inner: string | undefined): string | undefined {
  return inner && inner !== outer ? inner : undefined;
}

export function inDays(days: number, words: Words): string {
  const { today, tomorrow, ahead, yesterday, past } = words.days;
  if (days === 0) return today;
  if (days === 1) return tomorrow;
  if (days === -1) return yesterday;
  return (days > 0 ? ahead : past).replace("{days}", String(Math.abs(days)));
}
