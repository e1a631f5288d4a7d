import { getContext, setContext, tick } from "svelte";
import type { ChatState } from "../../wire/chat.svelte";
import type { Wish } from "../../wire/protocol";
import { RefusedError } from "../../wire/protocol";
import type { LiveSession } from "../../wire/session.svelte";
import type { MyTeam } from "../../wire/types.gen";
import type { Bootstrap } from "../bootstrap";
import { Alerts } from "./alerts.svelte";
import { Composing } from "./composing.svelte";
import { Notices } from "./notices.svelte";
import { Ticker } from "./ticker.svelte";

const CONTEXT = Symbol("desk");
export const MESSAGE_BOX = "message-box";

/** What the stage shows. */
type Open = { is: "chat"; id: number } | { is: "team"; id: number } | { is: "nothing" };

/** The console of one representative: what is open, and everything they can ask for. */
export class Desk {
  readonly session: LiveSession;
  readonly bootstrap: Bootstrap;
  readonly alerts: Alerts;
  readonly notices = new Notices();
  readonly ticker: Ticker;
  readonly #composing = new WeakMap<ChatState, Composing>();
  #open = $state.raw<Open>({ is: "nothing" });
  #taking = $state(false);
  #closing = $state<number | null>(null);
  #picking = $state(false);
  #details = $state(false);

  constructor(session: LiveSession, bootstrap: Bootstrap) {
    this.session = session;
    this.bootstrap = bootstrap;
    this.alerts = new Alerts(session);
    this.ticker = new Ticker(() => session.now());
  }

  /** My chats, in the order they came; those I hold lie in my queue instead. */
  get chats(): ChatState[] {
    return this.session.chats.list.filter(({ view }) => view.state !== "held");
  }

  get held(): ChatState[] {
    return this.session.chats.list.filter(({ view }) => view.state === "held");
  }

  get chat(): ChatState | null {
    return (this.#open.is === "chat" && this.session.chats.get(this.#open.id)) || null;
  }

  get team(): MyTeam | null {
    const { is } = this.#open;
    if (is !== "team") return null;
    const id = this.#open.id;
    return this.session.me?.teams.find((team) => team.id === id) ?? null;
  }

  get unread(): number {
    return this.chats.reduce((sum, { unread }) => sum + unread, 0);
  }

  /** A command that takes a chat is under way. */
  get taking(): boolean {
    return this.#taking;
  }

  /** The chat whose closing is being asked about. */
  get closing(): ChatState | null {
    return (this.#closing !== null && this.session.chats.get(this.#closing)) || null;
  }

  get picking(): boolean {
    return this.#picking && this.chat !== null;
  }

  set picking(picking: boolean) {
    this.#picking = picking;
  }

  /** Whether the customer's details are open where they do not fit beside the chat. */
  get details(): boolean {
    return this.#details;
  }

  set details(details: boolean) {
    this.#details = details;
  }

  composing(chat: ChatState): Composing {
    const known = this.#composing.get(chat);
    if (known) return known;
    const composing = new Composing(this.session, chat);
    this.#composing.set(chat, composing);
    return composing;
  }

  openChat(id: number): void {
    this.#show({ is: "chat", id });
    void this.focusMessageBox();
  }

  openTeam(id: number): void {
    this.#show({ is: "team", id });
  }

  openNothing(): void {
    this.#show({ is: "nothing" });
  }

  /** After a load of the page: the first chat, so that a reload does not lose one's place. */
  openFirst(): void {
    const first = this.chats[0];
    if (this.#open.is === "nothing" && first) this.#show({ is: "chat", id: first.id });
  }

  /** Moves among my chats, round the ends. */
  move(step: 1 | -1): void {
    const ids = this.chats.map(({ id }) => id);
    if (ids.length === 0) return;
    const at = ids.indexOf(this.chat?.id ?? -1);
    const next = at < 0 ? (step > 0 ? 0 : ids.length - 1) : (at + step + ids.length) % ids.length;
    this.openChat(ids[next]!);
  }

  async getNext(): Promise<void> {
    await this.#take({ do: "queue.get_next" });
  }

  async take(entry: number): Promise<void> {
    await this.#take({ do: "queue.take", entry });
  }

  async hold(chat: ChatState): Promise<void> {
    this.#closing = null;
    await this.#try({ do: "chat.hold", chat: chat.id });
  }

  async resume(chat: ChatState): Promise<void> {
    if (await this.#try({ do: "chat.resume", chat: chat.id })) this.openChat(chat.id);
  }

  /** Closes at once where nobody would be cut off, and asks otherwise. */
  async close(chat: ChatState): Promise<void> {
    const { state, customer_presence: presence } = chat.view;
    if (state === "ended" || presence === "left") await this.end(chat);
    else this.#closing = chat.id;
  }

  cancelClosing(): void {
    this.#closing = null;
  }

  async end(chat: ChatState): Promise<void> {
    this.#closing = null;
    await this.#try({ do: "chat.end", chat: chat.id });
  }

  async setAvailability(availability: "available" | "busy" | "away", label: string): Promise<void> {
    await this.#try({ do: "availability.set", availability, label });
  }

  async focusMessageBox(): Promise<void> {
    await tick();
    document.getElementById(MESSAGE_BOX)?.focus();
  }

  #show(open: Open): void {
    this.#open = open;
    this.#picking = false;
    this.#details = false;
  }

  async #take(wish: Extract<Wish, { do: "queue.get_next" | "queue.take" }>): Promise<void> {
    if (this.#taking || !this.session.online) return;
    this.#taking = true;
    try {
      const { chat } = await this.session.ask(wish);
      this.openChat(chat);
    } catch (error) {
      this.#explain(error);
    } finally {
      this.#taking = false;
    }
  }

  async #try(wish: Wish): Promise<boolean> {
    try {
      await this.session.ask(wish);
      return true;
    } catch (error) {
      this.#explain(error);
      return false;
    }
  }

  #explain(error: unknown): void {
    if (!(error instanceof RefusedError)) throw error;
    this.notices.say(error.text);
  }
}

export const provideDesk = (desk: Desk): Desk => setContext(CONTEXT, desk);
export const getDesk = (): Desk => getContext<Desk>(CONTEXT);
