// The widget's words. They stand in data/answers/<language>/page.yml; the server puts those of every
// language around this script, so that a changed word needs no build.
declare const GUIDE_WORDS: Record<string, Words>;

type Named = Record<
  | "title" | "open" | "close" | "menu" | "log" | "you" | "guide" | "input" | "placeholder" | "send"
  | "dictate" | "dictating" | "typing" | "sending" | "failed" | "retry" | "offline" | "online"
  | "start_over" | "remove" | "removed" | "confirm_remove" | "yes_delete" | "keep" | "copy" | "copied"
  | "print" | "privacy" | "helped" | "yes" | "no" | "thanks" | "source" | "sources" | "dates" | "next"
  | "yours" | "past" | "no_date" | "by_rule" | "working_day" | "who" | "if_missed" | "act_by"
  | "skipped" | "today" | "calendar" | "print_dates" | "landing" | "intro" | "notice" | "asked" | "locale",
  string
>;

interface Words extends Named {
  days: Record<"today" | "tomorrow" | "ahead" | "yesterday" | "past", string>;
  questions: string[];
}

/** The language asked for by the script tag, else that of the host page; English where it has no words. */
function picked(): string {
  const script = document.currentScript as HTMLScriptElement | null;
  for (const asked of [script?.dataset["language"], document.documentElement.lang]) {
    const code = (asked ?? "").split("-")[0]!.toLowerCase();
    if (Object.keys(GUIDE_WORDS).includes(code)) return code;
  }
  return "en";
}

export const language = picked();
export const strings = GUIDE_WORDS[language]!;

export function inDays(days: number): string {
  const { today, tomorrow, ahead, yesterday, past } = strings.days;
  if (days === 0) return today;
  if (days === 1) return tomorrow;
  if (days === -1) return yesterday;
  return (days > 0 ? ahead : past).replace("{days}", String(Math.abs(days)));
}
