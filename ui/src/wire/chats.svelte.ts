import { SvelteMap } from "svelte/reactivity";
import { ChatState } from "./chat.svelte";
import type { Outbox } from "./outbox.svelte";
import type { Side } from "./protocol";
import type { ChatOpened, Event, EventFrame, Sync } from "./types.gen";

/** All chats of this connection. Fetches what is missing of one, once for each hole. */
export class Chats {
  readonly #side: Side;
  readonly #outbox: Outbox;
  readonly #sync: (frame: Sync) => void;
  readonly #chats = new SvelteMap<number, ChatState>();
  readonly #asked = new Map<number, number>();

  constructor(side: Side, outbox: Outbox, sync: (frame: Sync) => void) {
    this.#side = side;
    this.#outbox = outbox;
    this.#sync = sync;
  }

  /** In the order they came to me. */
  get list(): ChatState[] {
    return [...this.#chats.values()];
  }

  get(id: number): ChatState | undefined {
    return this.#chats.get(id);
  }

  /** Where I am in each, for *hello*. */
  get cursors(): Record<string, number> {
    return Object.fromEntries(this.list.map(({ id, view }) => [id, view.seq]));
  }

  open({ chat: view, events }: ChatOpened, owner: string): ChatState {
    this.#asked.delete(view.id);
    const known = this.#chats.get(view.id);
    if (known) {
      known.replace(view, events);
      return known;
    }
    const chat = new ChatState(view, events, this.#side, owner, this.#outbox);
    this.#chats.set(view.id, chat);
    return chat;
  }

  /** The events that could be applied because of this one. */
  receive({ chat: id, event }: EventFrame): Event[] {
    const chat = this.#chats.get(id);
    if (!chat) return [];
    const applied = chat.receive(event);
    if (chat.hasGap) this.#fetch(chat);
    return applied;
  }

  /** Compares the heads of a ping with what is here. The fetch asked for at the last ping may have been lost, so it is asked anew. */
  compare(heads: Record<string, number>): void {
    for (const chat of this.list) {
      if ((heads[chat.id] ?? 0) <= chat.view.seq) continue;
      this.#asked.delete(chat.id);
      this.#fetch(chat);
    }
  }

  gone(id: number): ChatState | undefined {
    const chat = this.#chats.get(id);
    this.#chats.delete(id);
    this.#asked.delete(id);
    if (chat?.view.state === "ended") chat.forget();
    return chat;
  }

  /** A new connection: these are mine, and nothing asked before will be answered. */
  keep(ids: readonly number[]): ChatState[] {
    this.#asked.clear();
    const others = this.list.filter(({ id }) => !ids.includes(id));
    for (const { id } of others) this.gone(id);
    return others;
  }

  #fetch({ id, view }: ChatState): void {
    if (this.#asked.get(id) === view.seq) return;
    this.#asked.set(id, view.seq);
    this.#sync({ do: "sync", chat: id, after: view.seq });
  }
}
