const EVERY_MS = 4_000;

/** An answer that is asked for when something opens, and again while it is open. */
export class Polled<Answer> {
  readonly #ask: () => Promise<Answer>;
  #value = $state.raw<Answer | null>(null);

  constructor(ask: () => Promise<Answer>) {
    this.#ask = ask;
  }

  /** Null until the first answer. */
  get value(): Answer | null {
    return this.#value;
  }

  /** Asks until stopped, each time a while after the last answer; a refusal leaves what was there. */
  start(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const again = async (): Promise<void> => {
      const answer = await this.#ask().catch(() => null);
      if (stopped) return;
      if (answer !== null) this.#value = answer;
      timer = setTimeout(() => void again(), EVERY_MS);
    };
    void again();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }
}
