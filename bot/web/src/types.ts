export interface QuickReply {
  title: string;
  payload: string;
}

export interface Deadline {
  key: string;
  title?: string;
  date: string | null;
  earliest_safe: string | null;
  rule: string;
  who: string;
  why: string;
  if_missed?: string;
  days_left?: number;
  yours?: boolean;
  working_day?: string | null;
  skipped: { date: string; name: string }[];
}

/** A letter or a card to print, that goes with an answer. */
export interface Letter {
  id: string;
  title: string;
  label: string;
  url: string;
}

export interface Custom {
  topic?: string;
  topics?: string[];
  sources?: string[];
  links?: string[];
  confidence?: number;
  language?: string;
  text_language?: string;
  deadlines?: Deadline[];
  today?: string;
  calendar_url?: string;
  letters?: Letter[];
}

export interface BotMessage {
  text?: string;
  quick_replies?: QuickReply[];
  custom?: Custom;
  seq: number;
  reply_to?: string;
}

export type Entry =
  | { from: "you"; id: string; text: string; at: number; state: "sending" | "sent" | "failed"; language?: string }
  | { from: "guide"; message: BotMessage; at: number; helped?: boolean };
