import { SvelteMap } from "svelte/reactivity";
import type { Outbox, Unsent } from "./outbox.svelte";
import type { Side } from "./protocol";
import { applyEvent } from "./reduce";
import * as storage from "./storage";
import type { ChatView, Event, SeenFrame, TypingFrame } from "./types.gen";

const TYPING_MS = 6_000;

interface Typist {
  role: Side;
  author: number;
  name: string;
  timer: ReturnType<typeof setTimeout>;
}

/** One chat as this page shows it: the view, its timeline without holes, and what is only of the moment. */
export class ChatState {
  readonly #side: Side;
  readonly #outbox: Outbox;
  readonly #draftName: string;
  readonly #early = new Map<number, Event>();
  readonly #typists = new SvelteMap<string, Typist>();
  #view: ChatView;
  #events: readonly Event[];
  #draft: string;

  constructor(view: ChatView, events: Event[], side: Side, owner: string, outbox: Outbox) {
    this.#side = side;
    this.#outbox = outbox;
    this.#draftName = `draft.${owner}.${view.id}`;
    this.#view = $state.raw(view);
    this.#events = $state.raw(events);
    this.#draft = $state(storage.read<string>(this.#draftName) ?? "");
  }

  get id(): number {
    return this.#view.id;
  }

  get view(): ChatView {
    return this.#view;
  }

  get events(): readonly Event[] {
    return this.#events;
  }

  /** My messages which are not among the events yet; shown after them. */
  get unsent(): Unsent[] {
    return this.#outbox.of(this.id);
  }

  /** The names of the others who are typing just now. */
  get typing(): string[] {
    return [...this.#typists.values()].map(({ name }) => name);
  }

  /** How many messages of the other side I have not seen. */
  get unread(): number {
    return this.#events.filter(
      (event) => this.#fromOtherSide(event) && this.publicNumber(event) > this.mySeen,
    ).length;
  }

  /** The last event my side has seen, in the customer's counter. */
  get mySeen(): number {
    const { customer_seen, representatives_seen } = this.#view;
    return this.#side === "customer" ? customer_seen : representatives_seen;
  }

  /** The last event the other side has seen, in the customer's counter. */
  get theirSeen(): number {
    const { customer_seen, representatives_seen } = this.#view;
    return this.#side === "customer" ? representatives_seen : customer_seen;
  }

  /** The newest number of the customer's counter. */
  get lastPublic(): number {
    return this.publicNumber(
      this.#events.findLast((event) => this.publicNumber(event) > 0) ?? { seq: 0, public: 0 },
    );
  }

  /** What stands in the message box; kept for each chat, also through a reload. */
  get draft(): string {
    return this.#draft;
  }

  set draft(text: string) {
    if (text === this.#draft) return;
    this.#draft = text;
    if (text) storage.write(this.#draftName, text);
    else storage.remove(this.#draftName);
  }

  /** An event's number in the customer's counter; 0 where the customer never sees it. */
  publicNumber(event: Pick<Event, "seq" | "public">): number {
    return this.#side === "customer" ? event.seq : (event.public ?? 0);
  }

  replace(view: ChatView, events: Event[]): Event[] {
    this.#view = view;
    this.#events = events;
    return this.#applyEarly();
  }

  /** Takes an event. Answers those that could be applied, in order; none if one before it is missing. */
  receive(event: Event): Event[] {
    if (event.seq > this.#view.seq) this.#early.set(event.seq, event);
    return this.#applyEarly();
  }

  /** Whether events after a hole have arrived. */
  get hasGap(): boolean {
    return this.#early.size > 0;
  }

  noteSeen({ role, public: number }: Pick<SeenFrame, "role" | "public">): void {
    const field = role === "customer" ? "customer_seen" : "representatives_seen";
    if (number > this.#view[field]) this.#view = { ...this.#view, [field]: number };
  }

  noteTyping({
    role,
    author,
    name,
    typing,
  }: Pick<TypingFrame, "role" | "author" | "name" | "typing">): void {
    const id = `${role} ${author}`;
    clearTimeout(this.#typists.get(id)?.timer);
    if (!typing) {
      this.#typists.delete(id);
      return;
    }
    const timer = setTimeout(() => this.#typists.delete(id), TYPING_MS);
    this.#typists.set(id, { role, author, name, timer });
  }

  /** Leaves nothing of this chat in the browser. */
  forget(): void {
    this.draft = "";
    this.#outbox.forget(this.id);
  }

  #applyEarly(): Event[] {
    const applied: Event[] = [];
    for (let next; (next = this.#early.get(this.#view.seq + 1)); applied.push(next)) {
      this.#view = applyEvent(this.#view, next);
    }
    for (const seq of this.#early.keys()) if (seq <= this.#view.seq) this.#early.delete(seq);
    if (applied.length) this.#events = [...this.#events, ...applied];
    applied.forEach((event) => this.#typingEndsWith(event));
    return applied;
  }

  #typingEndsWith({ role, author, name, body }: Event): void {
    if (role === "system") return;
    if (body.kind === "message") this.noteTyping({ role, author, name, typing: false });
    if (body.kind === "representative.left" || body.kind === "chat.held") {
      const { id, name: left } = body.representative;
      this.noteTyping({ role: "representative", author: id, name: left, typing: false });
    }
  }

  #fromOtherSide({ role, body }: Event): boolean {
    return body.kind === "message" && role !== "system" && role !== this.#side;
  }
}
