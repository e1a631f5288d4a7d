const FIRST_MS = 1_000;
const LONGEST_MS = 10_000;

/** Calls back after a second, then after two, four and so on up to ten, until something has succeeded. */
export class Backoff {
  readonly #act: () => void;
  #wait = FIRST_MS;
  #due = false;

  constructor(act: () => void) {
    this.#act = act;
  }

  /** Once for all who ask before it is time. */
  later(): void {
    if (this.#due) return;
    this.#due = true;
    setTimeout(() => {
      this.#due = false;
      this.#act();
    }, this.#wait);
    this.#wait = Math.min(LONGEST_MS, this.#wait * 2);
  }

  succeeded(): void {
    this.#wait = FIRST_MS;
  }
}
