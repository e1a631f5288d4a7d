import { getContext, setContext, tick } from "svelte";
import type { ChatState } from "../../wire/chat.svelte";
import { Push } from "../../push/subscription.svelte";
import type { LiveSession } from "../../wire/session.svelte";
import type { Alert, MyTeam, OfferRow } from "../../wire/types.gen";
import type { Bootstrap } from "../bootstrap";
import { Alerts } from "./alerts.svelte";
import { Asking } from "./asking";
import { Closing } from "./closing.svelte";
import { Composing } from "./composing.svelte";
import { Handing } from "./handing.svelte";
import { Notices } from "./notices.svelte";
import { Samples } from "./samples.svelte";
import { Taking } from "./taking.svelte";
import { Ticker } from "./ticker.svelte";

const CONTEXT = Symbol("desk");
export const MESSAGE_BOX = "message-box";

/** What the stage shows; `reading` is a chat looked at without being in it. */
export type Open =
  | { is: "chat" | "team" | "offer" | "reading"; id: number }
  | { is: "nothing" | "recent" | "alerts" };

/** The console of one representative: what is open, and everything they can ask for. */
export class Desk {
  readonly session: LiveSession;
  readonly bootstrap: Bootstrap;
  readonly notices = new Notices();
  readonly asking: Asking;
  readonly alerts: Alerts;
  readonly taking: Taking;
  readonly closing: Closing;
  readonly handing: Handing;
  readonly ticker: Ticker;
  readonly samples: Samples;
  readonly push: Push;
  readonly #composing = new WeakMap<ChatState, Composing>();
  #open = $state.raw<Open>({ is: "nothing" });
  #before: Open = { is: "nothing" };
  #picking = $state(false);
  #details = $state(false);

  constructor(session: LiveSession, bootstrap: Bootstrap) {
    this.session = session;
    this.bootstrap = bootstrap;
    this.asking = new Asking(session, this.notices);
    this.alerts = new Alerts(session, this.asking);
    this.taking = new Taking(session, this.asking, (chat) => this.openChat(chat));
    this.closing = new Closing(session, this.asking, this.notices, this.taking);
    this.handing = new Handing(session, this.asking, this.notices);
    this.ticker = new Ticker(() => session.now());
    this.samples = new Samples(() => session.now());
    this.push = new Push(bootstrap.push ?? null, (wish) => session.ask(wish));
  }

  /** My chats, in the order they came; those I hold lie in my queue instead. */
  get chats(): ChatState[] {
    return this.session.chats.list.filter(({ view }) => view.state !== "held");
  }

  get held(): ChatState[] {
    return this.session.chats.list.filter(({ view }) => view.state === "held");
  }

  get open(): Open {
    return this.#open;
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

  /** The offer to me whose details are shown. */
  get offer(): OfferRow | null {
    const { is } = this.#open;
    if (is !== "offer") return null;
    const id = this.#open.id;
    return this.session.desk.offers.find(({ entry }) => entry === id) ?? null;
  }

  /** What there is to say about a queue entry: the customer's own words, or those of whoever offers it. */
  wordsAbout(entry: number): string {
    const offer = this.session.desk.offers.find((each) => each.entry === entry);
    const rows = [...this.session.boards.values()].flatMap(({ rows }) => rows);
    const row = rows.find((each) => each.entry === entry);
    return offer?.note ?? (row?.note || row?.description || "");
  }

  /** Shows what an alert is about. */
  openAlert({ entry, kind, chat, team }: Alert): void {
    const offered = this.session.desk.offers.some((each) => each.entry === entry);
    const { id } = this.session.me?.teams.find(({ name }) => name === team) ?? {};
    if (offered) this.show({ is: "offer", id: entry });
    else if (kind === "hold") this.openChat(chat);
    else if (id !== undefined) this.show({ is: "team", id });
  }

  get unread(): number {
    return this.chats.reduce((sum, { unread }) => sum + unread, 0);
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

  show(open: Open): void {
    this.#before = this.#open;
    this.#open = open;
    this.#picking = false;
    this.#details = false;
    this.handing.cancel();
  }

  /** To what was shown before. */
  back(): void {
    this.show(this.#before);
  }

  openChat(id: number): void {
    // Fast fingers are in a picker of the chat before the answer to Get Next is there.
    if (this.chat?.id === id && (this.#picking || this.handing.choosing)) return;
    this.show({ is: "chat", id });
    void this.focusMessageBox();
  }

  /** After a load of the page: the first chat, so that a reload does not lose one's place. */
  openFirst(): void {
    const first = this.chats[0];
    if (this.#open.is === "nothing" && first) this.show({ is: "chat", id: first.id });
  }

  /** Moves among my chats, round the ends. */
  move(step: 1 | -1): void {
    const ids = this.chats.map(({ id }) => id);
    if (ids.length === 0) return;
    const at = ids.indexOf(this.chat?.id ?? -1);
    const next = at < 0 ? (step > 0 ? 0 : ids.length - 1) : (at + step + ids.length) % ids.length;
    this.openChat(ids[next]!);
  }

  async resume(chat: number): Promise<void> {
    if ((await this.asking.try({ do: "chat.resume", chat })) !== null) this.openChat(chat);
  }

  async setAvailability(availability: "available" | "busy" | "away", label: string): Promise<void> {
    await this.asking.try({ do: "availability.set", availability, label });
  }

  async focusMessageBox(): Promise<void> {
    await tick();
    document.getElementById(MESSAGE_BOX)?.focus();
  }
}

export const provideDesk = (desk: Desk): Desk => setContext(CONTEXT, desk);
export const getDesk = (): Desk => getContext<Desk>(CONTEXT);
