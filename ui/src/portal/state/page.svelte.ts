/** Whether somebody can be looking at this page. */
class Page {
  #hidden = $state(document.hidden);

  constructor() {
    document.addEventListener("visibilitychange", () => (this.#hidden = document.hidden));
  }

  get hidden(): boolean {
    return this.#hidden;
  }
}

export const page = new Page();
