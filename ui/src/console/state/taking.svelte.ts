import { RefusedError } from "../../wire/protocol";
import type { Wish } from "../../wire/protocol";
import type { LiveSession } from "../../wire/session.svelte";
import type { Asking } from "./asking";

/** A press sooner than this after the answer is the second half of a double click, not a choice. */
const DELIBERATE_MS = 700;
/** For so long the next press means "all the same". */
const ARMED_MS = 10_000;

export interface Full {
  load: number;
  capacity: number;
}

type Into = Extract<
  Wish,
  { do: "queue.get_next" | "queue.take" | "offer.accept" | "chat.rejoin" | "chat.take_over" }
>;

/** All ways into a chat; one at a time, and what opens is the chat. */
export class Taking {
  readonly #session: LiveSession;
  readonly #asking: Asking;
  readonly #opened: (chat: number) => void;
  #busy = $state(false);
  #full = $state.raw<(Full & { since: number }) | null>(null);
  #disarming: ReturnType<typeof setTimeout> | undefined;

  constructor(session: LiveSession, asking: Asking, opened: (chat: number) => void) {
    this.#session = session;
    this.#asking = asking;
    this.#opened = opened;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** I have as many as I can and was told so just now; pressing again takes one more by choice. */
  get full(): Full | null {
    return this.#full;
  }

  next(): Promise<void> {
    return this.#unlessFull({ do: "queue.get_next" });
  }

  entry(entry: number): Promise<void> {
    return this.#unlessFull({ do: "queue.take", entry });
  }

  offer(offer: number): Promise<void> {
    return this.#into({ do: "offer.accept", offer });
  }

  back(chat: number): Promise<void> {
    return this.#into({ do: "chat.rejoin", chat });
  }

  over(chat: number, reason: string): Promise<void> {
    return this.#into({ do: "chat.take_over", chat, reason });
  }

  async #unlessFull(wish: Extract<Into, { do: "queue.get_next" | "queue.take" }>): Promise<void> {
    if (!this.#full) return this.#into(wish);
    if (Date.now() - this.#full.since < DELIBERATE_MS) return;
    this.#disarm();
    return this.#into({ ...wish, beyond: true });
  }

  async #into(wish: Into): Promise<void> {
    if (this.#busy || !this.#session.online) return;
    this.#busy = true;
    try {
      const taken = await this.#ask(wish);
      if (taken) this.#opened(taken.chat);
    } finally {
      this.#busy = false;
    }
  }

  async #ask(wish: Into): Promise<{ chat: number } | null> {
    if (wish.do !== "queue.get_next" && wish.do !== "queue.take") return this.#asking.try(wish);
    try {
      return await this.#asking.ask(wish);
    } catch (error) {
      if (error instanceof RefusedError && error.code === "capacity.full") this.#arm(error.detail);
      this.#asking.explain(error);
      return null;
    }
  }

  #arm(detail: Record<string, unknown>): void {
    this.#full = {
      load: Number(detail.load),
      capacity: Number(detail.capacity),
      since: Date.now(),
    };
    clearTimeout(this.#disarming);
    this.#disarming = setTimeout(() => this.#disarm(), ARMED_MS);
  }

  #disarm(): void {
    clearTimeout(this.#disarming);
    this.#full = null;
  }
}
