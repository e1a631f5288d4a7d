import { PollSocket } from "./poll";
import { Transport } from "./transport";
import type { Bye, ClientFrame, Hello, ServerFrame } from "./types.gen";

/** The server pings every 10 s; silence longer than this means that the connection is dead, whatever the socket says. */
const SILENCE_MS = 15_000;
const PROBE_MS = 4_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;
/** Not all clients of a server at one instant. */
const MOVE_WITHIN_MS = 1_000;

export type Status =
  | { is: "connecting" }
  | { is: "online" }
  | { is: "offline"; retryAt: number }
  | { is: "stopped"; code: string; text: string };

export interface SocketOptions {
  /** A path or address; a path is taken at this page's host. */
  url: string;
  /** The first frame of every connection. */
  hello: () => Hello;
  onFrame: (frame: ServerFrame) => void;
  onStatus: (status: Status) => void;
  /** Goes on by requests where WebSockets do not come about. */
  mayPoll?: boolean;
  WebSocket?: typeof WebSocket;
}

type Socket = Pick<WebSocket, "readyState" | "send" | "close" | "onopen" | "onmessage" | "onclose">;

/** One connection after another, as long as the page lives. *Online* means that the server has said `ready`. */
export class LiveSocket {
  readonly #options: SocketOptions;
  readonly #Socket: typeof WebSocket;
  readonly #transport: Transport | null;
  #socket: Socket | null = null;
  #opened = false;
  #status: Status = { is: "connecting" };
  #heardAt = 0;
  #tries = 0;
  #pings = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#Socket = options.WebSocket ?? WebSocket;
    this.#transport = options.mayPoll ? new Transport() : null;
  }

  get status(): Status {
    return this.#status;
  }

  start(): void {
    window.addEventListener("online", this.#wake);
    window.addEventListener("offline", this.reconnect);
    document.addEventListener("visibilitychange", this.#wake);
    this.#connect();
  }

  stop(): void {
    window.removeEventListener("online", this.#wake);
    window.removeEventListener("offline", this.reconnect);
    document.removeEventListener("visibilitychange", this.#wake);
    this.#drop();
    clearTimeout(this.#retry);
  }

  /** Sends if the server is listening; whoever needs certainty keeps the frame and sends it again after `ready`. */
  send(frame: ClientFrame): boolean {
    if (this.#socket?.readyState !== this.#Socket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Somebody asks for it: no more waiting for the next try. */
  connectNow(): void {
    if (this.#status.is === "offline") this.#connect();
  }

  /** Gives this connection up and begins anew by *hello*, which also mends whatever was missed. */
  readonly reconnect = (): void => {
    if (this.#status.is === "stopped") return;
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#tries++);
    // At least half of it, so that a thousand clients of a restarted server do not come back at one instant.
    this.#reconnectIn(longest * (0.5 + Math.random() / 2));
  };

  /** The connection is dead, or has not come about. */
  readonly #broke = (): void => {
    // Without a network a failure says nothing of the transport.
    if (!this.#opened && navigator.onLine) this.#transport?.failed();
    this.reconnect();
  };

  #connect(): void {
    clearTimeout(this.#retry);
    this.#tell({ is: "connecting" });
    const { url, hello } = this.#options;
    const socket: Socket = this.#transport?.polls
      ? new PollSocket(url, hello)
      : new this.#Socket(absolute(url));
    this.#socket = socket;
    this.#opened = false;
    this.#heard();
    socket.onopen = () => socket.send(JSON.stringify(hello()));
    socket.onmessage = (message) => {
      // Not at its opening: a proxy may accept an upgrade and let nothing through.
      if (!this.#opened) this.#transport?.opened();
      this.#opened = true;
      this.#receive(JSON.parse(String(message.data)) as ServerFrame);
    };
    socket.onclose = this.#broke;
  }

  #receive(frame: ServerFrame): void {
    this.#heard();
    if (frame.on === "pong") return;
    if (frame.on === "ping") this.send({ do: "pong", n: frame.n });
    if (frame.on === "bye") return this.#bye(frame);
    this.#options.onFrame(frame);
    if (frame.on === "ready") {
      this.#tries = 0;
      this.#tell({ is: "online" });
    }
  }

  #bye(frame: Bye): void {
    if (frame.code === "server.moving") return this.#reconnectIn(Math.random() * MOVE_WITHIN_MS);
    if (frame.again) return this.reconnect();
    this.stop();
    this.#tell({ is: "stopped", code: frame.code, text: frame.text });
  }

  #drop(): void {
    clearTimeout(this.#watch);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #reconnectIn(wait: number): void {
    this.#drop();
    clearTimeout(this.#retry);
    this.#tell({ is: "offline", retryAt: Date.now() + wait });
    this.#retry = setTimeout(() => this.#connect(), wait);
  }

  #heard(): void {
    this.#heardAt = Date.now();
    clearTimeout(this.#watch);
    this.#watch = setTimeout(this.#broke, SILENCE_MS);
  }

  /** The page is looked at again, or the network is back: no waiting, and a connection that only looks alive is found out. */
  readonly #wake = (): void => {
    if (document.visibilityState === "hidden") return;
    // A try that began before may still fail, which must not count for much.
    this.#tries = 0;
    this.connectNow();
    if (this.#status.is === "online") {
      const before = this.#heardAt;
      this.send({ do: "ping", n: ++this.#pings });
      clearTimeout(this.#watch);
      this.#watch = setTimeout(
        this.#broke,
        Math.max(0, Math.min(PROBE_MS, before + SILENCE_MS - Date.now())),
      );
    }
  };

  #tell(status: Status): void {
    this.#status = status;
    this.#options.onStatus(status);
  }
}

function absolute(url: string): string {
  return new URL(url, location.href).href.replace(/^http/, "ws");
}
