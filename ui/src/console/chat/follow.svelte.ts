const NEAR = 48;

/** Keeps a scrolling log at its end, unless the reader has scrolled up to read. */
export class Follow {
  #node: HTMLElement | null = null;
  #atEnd = $state(true);

  get atEnd(): boolean {
    return this.#atEnd;
  }

  toEnd(): void {
    this.#node?.scrollTo({ top: this.#node.scrollHeight });
    this.#atEnd = true;
  }

  /** Turns a page up (-1) or down (1), and leaves a line or two in sight. */
  page(step: 1 | -1): void {
    if (this.#node) this.#node.scrollTop += step * this.#node.clientHeight * 0.85;
  }

  /** For `{@attach}` on the element that scrolls. */
  readonly attach = (node: HTMLElement): (() => void) => {
    this.#node = node;
    const scrolled = () => {
      this.#atEnd = node.scrollHeight - node.scrollTop - node.clientHeight < NEAR;
    };
    const changed = () => {
      if (this.#atEnd) node.scrollTop = node.scrollHeight;
    };
    const content = new MutationObserver(changed);
    const size = new ResizeObserver(changed);
    content.observe(node, { childList: true, subtree: true, characterData: true });
    size.observe(node);
    node.addEventListener("scroll", scrolled, { passive: true });
    node.scrollTop = node.scrollHeight;
    return () => {
      content.disconnect();
      size.disconnect();
      node.removeEventListener("scroll", scrolled);
    };
  };

  /** Runs something that adds lines above, and leaves what is read where it is. */
  async keepPlace(change: () => Promise<void>): Promise<void> {
    const node = this.#node!;
    const below = node.scrollHeight - node.scrollTop;
    await change();
    node.scrollTop = node.scrollHeight - below;
  }
}
