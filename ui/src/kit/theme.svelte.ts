import * as storage from "../wire/storage";

const STORED = "theme";

type Choice = "light" | "dark";

/** Light or dark: the system's choice until somebody presses the button, then theirs. */
class Theme {
  #choice = $state<Choice | null>(null);

  constructor() {
    const stored = storage.read<string>(STORED);
    if (stored === "light" || stored === "dark") this.#apply(stored);
  }

  toggle(): void {
    const next = this.#current() === "dark" ? "light" : "dark";
    storage.write(STORED, next);
    this.#apply(next);
  }

  #current(): Choice {
    return this.#choice ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  }

  #apply(choice: Choice): void {
    this.#choice = choice;
    document.documentElement.dataset.theme = choice;
  }
}

export const theme = new Theme();
