/** Nearer to the end than this counts as being there. */
const NEAR_PX = 48;

/** Keeps a log at its newest line, unless its reader has scrolled up. */
export class Follower {
  #atEnd = $state(true);
  #log: HTMLElement | null = null;

  get atEnd(): boolean {
    return this.#atEnd;
  }

  readonly attach = (log: HTMLElement): (() => void) => {
    this.#log = log;
    const follow = () => {
      if (this.#atEnd) this.toEnd();
    };
    const look = () => {
      this.#atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;
    };
    const mutations = new MutationObserver(follow);
    const sizes = new ResizeObserver(follow);
    mutations.observe(log, { childList: true, subtree: true, characterData: true });
    sizes.observe(log);
    log.addEventListener("scroll", look, { passive: true });
    this.toEnd();
    return () => {
      mutations.disconnect();
      sizes.disconnect();
      log.removeEventListener("scroll", look);
    };
  };

  readonly toEnd = (): void => {
    if (this.#log) this.#log.scrollTop = this.#log.scrollHeight;
    this.#atEnd = true;
  };
}
