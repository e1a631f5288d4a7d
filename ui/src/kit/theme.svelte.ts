const STORED = "deskside.theme";

type Choice = "light" | "dark";

/** Light or dark: the system's choice until somebody presses the button, then theirs. */
class Theme {
  #choice = $state<Choice | null>(null);

  constructor() {
    const stored = localStorage.getItem(STORED);
    if (stored === "light" || stored === "dark") this.#apply(stored);
  }

  toggle(): void {
    const next = this.#current() === "dark" ? "light" : "dark";
    localStorage.setItem(STORED, next);
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
