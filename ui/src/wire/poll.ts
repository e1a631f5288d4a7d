import type { ClientFrame, Hello, ServerFrame } from "./types.gen";

/** A waiting request is answered after 10 s at the latest; one that takes longer than this is lost. */
const ANSWER_WITHIN_MS = 15_000;

/** What every exchange says anyway. */
const IMPLIED: readonly ClientFrame["do"][] = ["hello", "pong"];

interface Exchange {
  hello: Hello;
  frames: ClientFrame[];
  /** Nothing missing, the server holds its answer until there is news. */
  wait: boolean;
}

interface Answer {
  frames: ServerFrame[];
}

/**
 * Takes a WebSocket's place where a proxy forbids them. To the server each exchange is a connection of its own, which
 * begins by *hello*; to the page they are one. One request waits for news while another carries what is sent.
 */
export class PollSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 3;

  readyState: WebSocket["readyState"] = PollSocket.CONNECTING;
  onopen: (() => void) | null = null;
  onmessage: ((message: MessageEvent<string>) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly #url: string;
  readonly #hello: () => Hello;
  readonly #requests = new AbortController();
  #queue: ClientFrame[] = [];
  #sending = false;

  constructor(url: string, hello: () => Hello) {
    this.#url = url;
    this.#hello = hello;
    void this.#listen();
  }

  send(data: string): void {
    const frame = JSON.parse(data) as ClientFrame;
    if (IMPLIED.includes(frame.do)) return;
    this.#queue.push(frame);
    if (!this.#sending) void this.#sendQueue();
  }

  close(): void {
    this.readyState = PollSocket.CLOSED;
    this.#requests.abort();
  }

  async #listen(): Promise<void> {
    const first = await this.#exchange([], false);
    if (this.readyState === PollSocket.CLOSED) return;
    this.readyState = PollSocket.OPEN;
    this.onopen?.();
    this.#deliver(first);
    while (this.readyState === PollSocket.OPEN) {
      this.#deliver(news(await this.#exchange([], true)));
    }
  }

  async #sendQueue(): Promise<void> {
    this.#sending = true;
    while (this.#queue.length && this.readyState === PollSocket.OPEN) {
      this.#deliver(news(await this.#exchange(this.#queue.splice(0), false)));
    }
    this.#sending = false;
  }

  /** The server's answer; none where the connection has broken. */
  async #exchange(frames: ClientFrame[], wait: boolean): Promise<ServerFrame[]> {
    const late = setTimeout(() => this.#break(), ANSWER_WITHIN_MS);
    try {
      const exchange = { hello: this.#hello(), frames, wait };
      return await ask(this.#url, exchange, this.#requests.signal);
    } catch {
      this.#break();
      return [];
    } finally {
      clearTimeout(late);
    }
  }

  #deliver(frames: ServerFrame[]): void {
    for (const frame of frames) {
      if (this.readyState !== PollSocket.OPEN) return;
      try {
        this.onmessage?.(new MessageEvent("message", { data: JSON.stringify(frame) }));
      } catch (fault) {
        // As with a WebSocket, the listener's fault does not end the connection.
        reportError(fault);
      }
    }
  }

  #break(): void {
    if (this.readyState === PollSocket.CLOSED) return;
    this.close();
    this.onclose?.();
  }
}

/** To the page it is one connection, which was welcomed once. */
function news(frames: ServerFrame[]): ServerFrame[] {
  return frames.filter(({ on }) => on !== "welcome" && on !== "ready");
}

async function ask(url: string, exchange: Exchange, signal: AbortSignal): Promise<ServerFrame[]> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(exchange),
    signal,
  });
  const { frames } = (await response.json()) as Answer;
  if (response.status !== 200 || !Array.isArray(frames)) throw new Error("not an answer");
  return frames;
}
