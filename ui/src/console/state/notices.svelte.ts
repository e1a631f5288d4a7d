const SHOWN_MS = 6_000;

export interface Notice {
  id: number;
  text: string;
}

/** Short sentences at the foot of the page, said politely and gone by themselves. */
export class Notices {
  #list = $state.raw<Notice[]>([]);
  #ids = 0;

  get list(): Notice[] {
    return this.#list;
  }

  say(text: string): void {
    const notice = { id: ++this.#ids, text };
    this.#list = [...this.#list.filter((other) => other.text !== text), notice].slice(-3);
    setTimeout(() => {
      this.#list = this.#list.filter((other) => other !== notice);
    }, SHOWN_MS);
  }
}
