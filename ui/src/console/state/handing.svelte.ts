import { t } from "../../messages/console";
import type { LiveSession } from "../../wire/session.svelte";
import type { Event, Receiver } from "../../wire/types.gen";
import type { ChatState } from "../../wire/chat.svelte";
import { offerClosedWords } from "../chat/offering";
import type { Asking } from "./asking";
import type { Notices } from "./notices.svelte";

/** Whether the chat will be theirs, or they are asked to help. */
export type Handover = "transfer" | "invite";

/** A chat for which somebody is being chosen. */
export interface Handed {
  chat: number;
  customer: string;
  as: Handover;
}

/** Offering chats to others, and answering what is offered to me. */
export class Handing {
  readonly #session: LiveSession;
  readonly #asking: Asking;
  readonly #notices: Notices;
  #choosing = $state.raw<Handed | null>(null);

  constructor(session: LiveSession, asking: Asking, notices: Notices) {
    this.#session = session;
    this.#asking = asking;
    this.#notices = notices;
  }

  get choosing(): Handed | null {
    return this.#choosing;
  }

  choose(handed: Handed): void {
    const { chat, as } = this.#choosing ?? {};
    this.#choosing = chat === handed.chat && as === handed.as ? null : handed;
  }

  cancel(): void {
    this.#choosing = null;
  }

  /** Offers the chat; the choice stays open where that was refused. */
  async send({ chat, as }: Handed, to: Receiver, note: string): Promise<void> {
    const words = note.trim() ? { note: note.trim() } : {};
    const wish =
      as === "transfer"
        ? ({ do: "chat.transfer", chat, to, ...words } as const)
        : ({ do: "chat.invite", chat, to, ...words } as const);
    if ((await this.#asking.try(wish)) === null) return;
    if (!this.#session.chats.get(chat)) this.#notices.say(t("handedOn"));
    this.#choosing = null;
  }

  async withdraw(offer: number): Promise<void> {
    await this.#asking.try({ do: "offer.withdraw", offer });
  }

  async decline(offer: number): Promise<void> {
    await this.#asking.try({ do: "offer.decline", offer });
  }

  async pass(chat: number, to: number): Promise<void> {
    await this.#asking.try({ do: "chat.pass", chat, to });
  }

  /** Tells me what became of my offers; call it within a component. */
  start(): () => void {
    return this.#session.on("event", ({ chat, event }) => this.#closed(chat, event));
  }

  #closed(chat: ChatState, { body }: Event): void {
    if (body.kind !== "offer.closed" || body.how === "accepted") return;
    const me = this.#session.me?.id ?? 0;
    if (body.by?.id === me || !this.#concerns(chat, body.offer, me)) return;
    const words = offerClosedWords(body, chat.view, me);
    this.#notices.say(words.map(({ text }) => text).join(""));
  }

  #concerns(chat: ChatState, offer: number, me: number): boolean {
    const byMe = chat.events.some(
      ({ body }) => body.kind === "offer.made" && body.offer === offer && body.by.id === me,
    );
    return byMe || chat.view.owner?.id === me;
  }
}
