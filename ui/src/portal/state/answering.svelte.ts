import type { Issue } from "../bootstrap";

/** How often an open start page asks again. */
const EVERY_MS = 10_000;

/** The issues, and which of them somebody can answer now; a page may have been open for hours. */
export class Answering {
  #address: string;
  #issues = $state.raw<Issue[]>([]);

  constructor(issues: Issue[], address: string) {
    this.#issues = issues;
    this.#address = address;
  }

  get issues(): Issue[] {
    return this.#issues;
  }

  /** Ask now, again and again, and whenever the page is looked at anew; stops with the function returned. */
  watch(): () => void {
    const ask = (): void => {
      if (!document.hidden) void this.#ask();
    };
    ask();
    const timer = setInterval(ask, EVERY_MS);
    document.addEventListener("visibilitychange", ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }

  async #ask(): Promise<void> {
    try {
      const answer = await fetch(this.#address, { credentials: "omit" });
      if (!answer.ok) return;
      const { issues } = (await answer.json()) as { issues: number[] };
      this.#issues = this.#issues.map((issue) => ({
        ...issue,
        answering: issues.includes(issue.id),
      }));
    } catch {
      // Without a network what was known last stays; starting a chat will say what is wrong.
    }
  }
}
