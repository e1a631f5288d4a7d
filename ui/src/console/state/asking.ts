import { RefusedError } from "../../wire/protocol";
import type { Answer, Wish } from "../../wire/protocol";
import type { LiveSession } from "../../wire/session.svelte";
import type { Notices } from "./notices.svelte";

/** Asks the server; where it says no, says why. */
export class Asking {
  readonly #session: LiveSession;
  readonly #notices: Notices;
  readonly #answered = new Set<number>();

  constructor(session: LiveSession, notices: Notices) {
    this.#session = session;
    this.#notices = notices;
  }

  /** The answer. Rejects where it was refused. */
  ask<W extends Wish>(wish: W): Promise<Answer<W>> {
    const entry = entryOf(wish);
    if (entry !== null) this.#answered.add(entry);
    return this.#session.ask(wish);
  }

  /** The answer, or null where it was refused, which is then said. */
  async try<W extends Wish>(wish: W): Promise<Answer<W> | null> {
    try {
      return await this.ask(wish);
    } catch (error) {
      this.explain(error);
      return null;
    }
  }

  explain(error: unknown): void {
    if (!(error instanceof RefusedError)) throw error;
    this.#notices.say(error.text);
  }

  /** Whether it was I who took, accepted or declined a queue entry. */
  answered(entry: number): boolean {
    return this.#answered.has(entry);
  }
}

function entryOf(wish: Wish): number | null {
  if ("offer" in wish) return wish.offer;
  return "entry" in wish ? wish.entry : null;
}
