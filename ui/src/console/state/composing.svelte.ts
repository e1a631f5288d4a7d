import type { ChatState } from "../../wire/chat.svelte";
import type { LiveSession } from "../../wire/session.svelte";
import { unfilled } from "../composer/variables";

export const LONGEST = 8_000;

/** What I am writing in one chat: a reply or an internal note, perhaps made from a canned message. */
export class Composing {
  readonly #session: LiveSession;
  readonly #chat: ChatState;
  #note = $state(false);
  #canned = $state<string | null>(null);
  #warned = $state("");

  constructor(session: LiveSession, chat: ChatState) {
    this.#session = session;
    this.#chat = chat;
  }

  get text(): string {
    return this.#chat.draft;
  }

  set text(text: string) {
    this.#chat.draft = text;
    if (!text.trim()) this.#canned = null;
    this.#session.typing(this.#chat.id, !this.#note && text.trim() !== "");
  }

  get note(): boolean {
    return this.#note;
  }

  set note(note: boolean) {
    this.#note = note;
    this.#session.typing(this.#chat.id, !note && this.text.trim() !== "");
  }

  /** The names of variables still to be filled in. */
  get missing(): string[] {
    return unfilled(this.text)?.names ?? [];
  }

  /** Send was pressed while something is to be filled in. */
  get warned(): boolean {
    return this.#warned !== "" && this.#warned === this.text;
  }

  get tooLong(): number {
    return Math.max(0, [...this.text].length - LONGEST);
  }

  /** Puts text in place of the selection; answers where the cursor belongs then. */
  insert(text: string, title: string, start: number, end: number): number {
    this.text = this.text.slice(0, start) + text + this.text.slice(end);
    this.#canned = title;
    return start + text.length;
  }

  /** Sends. Answers the place of a variable that should be filled in first. */
  send(): { start: number; end: number } | null {
    const text = this.text;
    if (!text.trim() || this.tooLong) return null;
    const gap = unfilled(text);
    if (gap && !this.warned) {
      this.#warned = text;
      return gap;
    }
    this.#session.post(this.#chat.id, text, {
      note: this.#note,
      canned: this.#note ? null : this.#canned,
    });
    this.text = "";
    return null;
  }
}
