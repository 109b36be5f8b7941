import { io, type Socket } from "socket.io-client";
import { uuid } from "./dom";
import { language } from "./strings";
import type { Store } from "./store";
import type { BotMessage, Entry } from "./types";

const ACK_MS = 10_000;

interface Answer {
  ok: boolean;
  error?: string;
  text?: string;
  custom?: BotMessage["custom"];
}

export interface Listener {
  entry(entry: Entry): void;
  changed(entry: Entry): void;
  typing(on: boolean): void;
  connected(on: boolean): void;
}

/** Talks to the guide. Messages are kept until the server has them, and are never doubled. */
export class Connection {
  private readonly socket: Socket;
  private ready = false;

  constructor(
    private readonly origin: string,
    private readonly store: Store,
    private readonly listener: Listener,
  ) {
    this.socket = io(this.origin, {
      path: "/socket.io",
      withCredentials: false,
      reconnectionDelayMax: 8000,
      timeout: 10_000,
    });
    this.socket.on("connect", () => void this.begin());
    this.socket.on("disconnect", () => this.lost());
    this.socket.on("connect_error", () => this.lost());
    this.socket.on("typing", (state: { on: boolean }) => this.listener.typing(state.on));
    this.socket.on("bot_uttered", (message: BotMessage) => this.hear(message));
    window.addEventListener("offline", () => this.lost());
    window.addEventListener("online", () => {
      if (this.socket.connected) void this.begin();
      else this.socket.connect();
    });
  }

  say(text: string): void {
    const entry: Entry = { from: "you", id: uuid(), text, at: Date.now(), state: "sending" };
    this.store.kept.entries.push(entry);
    this.store.save();
    this.listener.entry(entry);
    void this.send(entry);
  }

  retry(entry: Entry): void {
    if (entry.from !== "you") return;
    entry.state = "sending";
    this.listener.changed(entry);
    if (this.ready) void this.send(entry);
    else this.socket.connect();
  }

  /** What the guide says to a deleted chat; false when it could not delete it, and said so; null without an answer. */
  async erase(): Promise<BotMessage | false | null> {
    if (!this.ready) return null;
    try {
      const answer = (await this.socket.timeout(ACK_MS).emitWithAck("delete_chat", { metadata: this.sentAlong() })) as Answer;
      if (!answer.ok) {
        if (answer.error === "no_session") void this.begin();
        if (!answer.text) return null;
        this.show({ text: answer.text, custom: answer.custom, seq: this.store.kept.seq });
        return false;
      }
      this.store.clear();
      await this.begin();
      return { text: answer.text, custom: answer.custom, seq: 0 };
    } catch {
      return null;
    }
  }

  feedback(topic: string, helped: boolean): void {
    this.socket.emit("feedback", { topic, helped });
  }

  private async begin(): Promise<void> {
    try {
      const answer = (await this.socket
        .timeout(ACK_MS)
        .emitWithAck("session_request", { session_id: this.store.kept.session, last_seq: this.store.kept.seq })) as {
        session_id: string;
        seq: number;
      };
      // A server that was restarted counts from the start again.
      if (answer.seq < this.store.kept.seq) this.store.kept.seq = answer.seq;
      this.store.kept.session = answer.session_id;
      this.store.save();
    } catch {
      this.lost();
      return;
    }
    this.ready = true;
    this.listener.connected(true);
    for (const entry of this.store.kept.entries) {
      // "sent" without an answer: the server may have gone while it answered. It knows the id.
      if (entry.from === "you" && !this.answered(entry.id)) await this.send(entry);
    }
  }

  private async send(entry: Entry): Promise<void> {
    if (entry.from !== "you" || !this.ready) return;
    try {
      const answer = (await this.socket.timeout(ACK_MS).emitWithAck("user_uttered", {
        message: entry.text,
        message_id: entry.id,
        metadata: this.sentAlong(),
      })) as Answer;
      // The answer may have come before the receipt.
      if (!answer.ok) entry.state = "failed";
      else if (!this.answered(entry.id)) entry.state = "sent";
      if (!answer.ok && answer.text) {
        this.show({ text: answer.text, custom: answer.custom, seq: this.store.kept.seq });
      }
      if (answer.error === "no_session") void this.begin();
    } catch {
      entry.state = "failed";
    }
    this.store.save();
    this.listener.changed(entry);
  }

  private hear(message: BotMessage): void {
    if (message.seq <= this.store.kept.seq) return;
    this.store.kept.seq = message.seq;
    this.markLanguage(message);
    this.show(message);
  }

  /** What is answered in a language was asked in it, so that it is read aloud in it too. */
  private markLanguage(message: BotMessage): void {
    const asked = this.store.kept.entries.find((e) => e.from === "you" && e.id === message.reply_to);
    if (asked?.from !== "you" || !message.custom?.language) return;
    asked.language = message.custom.language;
    this.listener.changed(asked);
  }

  /** What the guide is told beside a message. An English page that nobody chose leaves the language to the
   *  conversation: who types Spanish there is answered in Spanish. */
  private sentAlong(): Record<string, string> {
    const along = { tz: Intl.DateTimeFormat().resolvedOptions().timeZone, lang: navigator.language };
    const tells = language !== "en" || this.store.kept.language === language;
    return tells ? { ...along, language } : along;
  }

  private answered(id: string): boolean {
    return this.store.kept.entries.some((e) => e.from === "guide" && e.message.reply_to === id);
  }

  private show(message: BotMessage): void {
    const entry: Entry = { from: "guide", message, at: Date.now() };
    this.store.kept.entries.push(entry);
    this.store.save();
    this.listener.entry(entry);
  }

  private lost(): void {
    this.ready = false;
    this.listener.typing(false);
    this.listener.connected(false);
  }
}
