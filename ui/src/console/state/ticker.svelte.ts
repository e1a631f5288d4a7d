/** The server's time, once a second, and whether anybody looks at the page. */
export class Ticker {
  readonly #read: () => number;
  #now = $state(0);
  #visible = $state(document.visibilityState === "visible");

  constructor(read: () => number) {
    this.#read = read;
    this.#now = read();
  }

  get now(): number {
    return this.#now;
  }

  get visible(): boolean {
    return this.#visible;
  }

  /** How long ago something was. */
  since(at: number): number {
    return Math.max(0, this.#now - at);
  }

  start(): () => void {
    const tick = () => (this.#now = this.#read());
    const look = () => {
      this.#visible = document.visibilityState === "visible";
      tick();
    };
    const timer = setInterval(tick, 1000);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }
}
