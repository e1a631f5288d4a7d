import { Boards } from "./boards.svelte";
import type { BoardNews } from "./boards.svelte";
import type { ChatState } from "./chat.svelte";
import { Chats } from "./chats.svelte";
import { Emitter } from "./emitter";
import { Outbox } from "./outbox.svelte";
import type { PostOptions } from "./outbox.svelte";
import { PROTOCOL } from "./protocol";
import type { Answer, Side, Wish } from "./protocol";
import { LiveSocket } from "./socket";
import type { Status } from "./socket";
import type {
  CannedMessageView,
  DeskBoard,
  Event,
  EventFrame,
  Me,
  Person,
  ServerFrame,
  Wait,
  WaitingRow,
  Welcome,
} from "./types.gen";

/** A typing signal holds for six seconds at the other side and is sent at most every three. */
const TYPING_EVERY_MS = 3_000;

/** A connection that is back before anybody could notice is not worth an alarm; a move to another node takes a second. */
const WORTH_SAYING_MS = 2_000;

const NOTHING: DeskBoard = { offers: [], alerts: [], duty: [], load: 0, capacity: 0 };

/** What happens, for sounds, titles and pop-ups. What *is* stands in the session's fields. */
export interface Happenings {
  /** A chat has come into a queue of mine; not for those already there at the first load. */
  waiting: { team: number; row: WaitingRow };
  /** A row is no longer waiting; `takenBy` is null where the customer left, or where that is not known. */
  withdrawn: { team: number; entry: number; row: WaitingRow | undefined; takenBy: string | null };
  /** Any new event of any chat, however it came, except with a whole chat. */
  event: { chat: ChatState; event: Event };
  /** A message of somebody else. */
  message: { chat: ChatState; event: Event };
  joined: { chat: ChatState; representative: Person };
  /** A chat is mine that was not before. */
  opened: { chat: ChatState };
  gone: { chat: ChatState };
  /** What is offered to me and what I am alerted of is no longer as it was. */
  desk: { before: DeskBoard };
  /** The server has said goodbye for good, and why. */
  stopped: { code: string; text: string };
  /** The connection was lost and is back; the server has everything up to here, but for `unsent` messages now going out. */
  back: { unsent: number };
}

export interface SessionOptions {
  url: string;
  side: Side;
  /** The customer's. */
  token?: string;
  WebSocket?: typeof WebSocket;
}

/** The live connection of a page and all it knows: chats, boards, who I am. */
export class LiveSession {
  readonly chats: Chats;
  readonly outbox: Outbox;
  readonly boards = new Boards();
  readonly #options: SessionOptions;
  readonly #socket: LiveSocket;
  readonly #emitter = new Emitter<Happenings>();
  readonly #typedAt = new Map<number, number>();
  #status = $state.raw<Status>({ is: "connecting" });
  #lost = $state(false);
  #losing: ReturnType<typeof setTimeout> | undefined;
  #me = $state.raw<Me | null>(null);
  #canned = $state.raw<CannedMessageView[]>([]);
  #desk = $state.raw<DeskBoard>(NOTHING);
  #place = $state<number | null>(null);
  #wait = $state.raw<Wait | null>(null);
  #skew = $state(0);
  #ready = $state(false);

  constructor(options: SessionOptions) {
    this.#options = options;
    this.outbox = new Outbox((frame) => this.#socket.send(frame));
    this.chats = new Chats(options.side, this.outbox, (frame) => this.#socket.send(frame));
    this.#socket = new LiveSocket({
      url: options.url,
      mayPoll: options.side === "customer",
      WebSocket: options.WebSocket,
      hello: () => ({
        do: "hello",
        protocol: PROTOCOL,
        ...(options.token && { token: options.token }),
        cursors: this.chats.cursors,
      }),
      onFrame: (frame) => this.#receive(frame),
      onStatus: (status) => this.#statusChanged(status),
    });
  }

  get status(): Status {
    return this.#status;
  }

  get online(): boolean {
    return this.#status.is === "online";
  }

  /** A connection broke or did not come about, and there has been none since, for so long that it is worth saying. */
  get lost(): boolean {
    return this.#lost;
  }

  /** The first load is complete; what is missing from now on is missing for good reason. */
  get ready(): boolean {
    return this.#ready;
  }

  get me(): Me | null {
    return this.#me;
  }

  get canned(): CannedMessageView[] {
    return this.#canned;
  }

  /** What is offered to me, what I am alerted of, who is on duty. */
  get desk(): DeskBoard {
    return this.#desk;
  }

  /** The customer's place in line; 1 is next. */
  get place(): number | null {
    return this.#place;
  }

  /** How long it usually takes from there, where that can be told honestly. */
  get wait(): Wait | null {
    return this.#wait;
  }

  /** The server's time. */
  now(): number {
    return Date.now() + this.#skew;
  }

  start(): void {
    this.#socket.start();
  }

  stop(): void {
    this.#socket.stop();
    this.outbox.pause();
    clearTimeout(this.#losing);
  }

  /** Connects now, where the next try is still to come. */
  connectNow(): void {
    this.#socket.connectNow();
  }

  on: Emitter<Happenings>["on"] = (name, listener) => this.#emitter.on(name, listener);

  /** Asks once, however often the connection breaks meanwhile. Rejects with a `RefusedError`. */
  ask<W extends Wish>(wish: W): Promise<Answer<W>> {
    return this.outbox.ask(wish);
  }

  post(chat: number, text: string, options?: PostOptions): void {
    this.#typedAt.delete(chat);
    this.outbox.post(chat, text, options);
  }

  /** Call it at every key stroke; it sends what is due. */
  typing(chat: number, on: boolean): void {
    const now = Date.now();
    const before = this.#typedAt.get(chat);
    if (on ? before !== undefined && now - before < TYPING_EVERY_MS : before === undefined) return;
    if (!this.#socket.send({ do: "typing", chat, on })) return;
    if (on) this.#typedAt.set(chat, now);
    else this.#typedAt.delete(chat);
  }

  /** All of this chat is before my eyes. Safe to call from an effect; does nothing while offline. */
  seen(id: number): void {
    const chat = this.chats.get(id);
    if (!chat || !this.online || !chat.unread) return;
    const number = chat.lastPublic;
    if (this.#socket.send({ do: "seen", chat: id, public: number })) {
      chat.noteSeen({ role: this.#options.side, public: number });
    }
  }

  get #owner(): string {
    return this.#options.side === "customer" ? "customer" : String(this.#me?.id);
  }

  #statusChanged(status: Status): void {
    if (status.is === "stopped") this.outbox.stop(status.code, status.text);
    else if (status.is !== "online") this.outbox.pause();
    if (status.is === "offline") {
      this.#losing ??= setTimeout(() => (this.#lost = true), WORTH_SAYING_MS);
    }
    this.#status = status;
    if (status.is === "stopped") this.#emitter.emit("stopped", status);
  }

  #receive(frame: ServerFrame): void {
    switch (frame.on) {
      case "welcome":
        return this.#welcome(frame);
      case "ready":
        return this.#resume();
      case "chat":
        return this.#opened(frame.chat.id, () => this.chats.open(frame, this.#owner));
      case "chat.gone":
        return this.#gone(this.chats.gone(frame.chat));
      case "event":
        return this.#event(frame);
      case "board":
        return this.#boardNews(frame.team, this.boards.change(frame));
      case "board.whole":
        return this.#boardNews(frame.board.team, this.boards.whole(frame.board));
      case "me":
        return this.#meChanged(frame.me);
      case "place":
        this.#place = frame.place;
        this.#wait = frame.wait ?? null;
        return;
      case "desk":
        return this.#deskChanged(frame.desk);
      case "typing":
        return this.chats.get(frame.chat)?.noteTyping(frame);
      case "seen":
        return this.chats.get(frame.chat)?.noteSeen(frame);
      case "done":
        return this.outbox.done(frame);
      case "refused":
        return this.outbox.refused(frame);
      case "ping":
        return this.chats.compare(frame.heads ?? {});
    }
  }

  #welcome({ now, chats, me, boards, canned, desk }: Welcome): void {
    this.#skew = now - Date.now();
    this.#canned = canned ?? [];
    this.#desk = desk ?? NOTHING;
    if (me) this.#meChanged(me);
    this.outbox.restore(this.#owner);
    this.chats.keep(chats).forEach((chat) => this.#gone(chat));
    for (const board of boards ?? []) this.#boardNews(board.team, this.boards.whole(board));
  }

  #resume(): void {
    const chats = this.chats.list.map(({ id }) => id);
    const unsent = chats.flatMap((chat) => this.outbox.of(chat)).length;
    this.#typedAt.clear();
    this.outbox.resume(chats);
    this.#ready = true;
    clearTimeout(this.#losing);
    this.#losing = undefined;
    if (!this.#lost) return;
    this.#lost = false;
    this.#emitter.emit("back", { unsent });
  }

  #opened(id: number, open: () => ChatState): void {
    const known = this.chats.get(id) !== undefined;
    const chat = open();
    chat.events.forEach((event) => this.#confirm(event));
    if (!known) this.#emitter.emit("opened", { chat });
  }

  #gone(chat: ChatState | undefined): void {
    if (chat) this.#emitter.emit("gone", { chat });
  }

  #event(frame: EventFrame): void {
    const applied = this.chats.receive(frame);
    const chat = this.chats.get(frame.chat);
    if (!chat) return;
    for (const event of applied) {
      const mine = this.#confirm(event);
      this.#emitter.emit("event", { chat, event });
      if (event.body.kind === "message" && !mine) this.#emitter.emit("message", { chat, event });
      if (event.body.kind === "representative.joined") {
        this.#place = null;
        this.#wait = null;
        this.#emitter.emit("joined", { chat, representative: event.body.representative });
      }
    }
  }

  /** Whether the event is mine; if so, the timeline shows it in place of the unsent message. */
  #confirm({ role, author, key }: Event): boolean {
    const mine = role === this.#options.side && (role === "customer" || author === this.#me?.id);
    if (mine && key) this.outbox.recorded(key);
    return mine;
  }

  #boardNews(team: number, news: BoardNews | null): void {
    if (!news) return this.#socket.reconnect();
    for (const row of news.put) this.#emitter.emit("waiting", { team, row });
    for (const { entry, row, taken_by: takenBy } of news.dropped) {
      this.#emitter.emit("withdrawn", { team, entry, row, takenBy });
    }
  }

  #deskChanged(desk: DeskBoard): void {
    const before = this.#desk;
    this.#desk = desk;
    this.#emitter.emit("desk", { before });
  }

  #meChanged(me: Me): void {
    this.#me = me;
    this.boards.keep(me.teams.map(({ id }) => id));
  }
}
