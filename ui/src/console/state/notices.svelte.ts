const SHOWN_MS = 6_000;

export interface Notice {
  id: number;
  text: string;
  action?: NoticeAction;
}

export interface NoticeAction {
  label: string;
  run: () => unknown;
}

/** Short sentences at the foot of the page, said politely and gone by themselves. */
export class Notices {
  #list = $state.raw<Notice[]>([]);
  #ids = 0;

  get list(): Notice[] {
    return this.#list;
  }

  say(text: string): void {
    this.#show({ id: ++this.#ids, text }, SHOWN_MS);
  }

  /** Says it with a button, for so long. */
  offer(text: string, action: NoticeAction, shownMs: number): void {
    this.#show({ id: ++this.#ids, text, action }, shownMs);
  }

  dismiss(notice: Notice): void {
    this.#list = this.#list.filter((other) => other !== notice);
  }

  #show(notice: Notice, shownMs: number): void {
    this.#list = [...this.#list.filter(({ text }) => text !== notice.text), notice].slice(-3);
    setTimeout(() => this.dismiss(notice), shownMs);
  }
}
