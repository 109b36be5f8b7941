import type { Entry } from "./types";

const KEPT = 200;

interface Kept {
  session: string | null;
  seq: number;
  entries: Entry[];
  /** The language that the parent chose for the page. */
  language?: string;
  /** The page was offered in the language of an answer. */
  offered?: boolean;
}

/** The conversation of this tab. It survives a reload and ends with the tab. */
export class Store {
  private readonly key: string;
  kept: Kept = { session: null, seq: 0, entries: [] };

  constructor(origin: string) {
    this.key = `resolution-guide:${origin}`;
    try {
      const found = sessionStorage.getItem(this.key);
      if (found) this.kept = { ...this.kept, ...(JSON.parse(found) as Kept) };
    } catch {
      // Storage may be blocked; then the conversation lives as long as the page.
    }
  }

  save(): void {
    this.kept.entries = this.kept.entries.slice(-KEPT);
    try {
      sessionStorage.setItem(this.key, JSON.stringify(this.kept));
    } catch {
      // As above.
    }
  }

  /** Forgets the conversation; the language of the page is not a part of it. */
  clear(): void {
    const { language } = this.kept;
    this.kept = { session: null, seq: 0, entries: [], ...(language ? { language } : {}) };
    if (language) return this.save();
    try {
      sessionStorage.removeItem(this.key);
    } catch {
      // As above.
    }
  }
}
