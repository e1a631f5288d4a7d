import { t } from "../../messages/console";
import type { LiveSession } from "../../wire/session.svelte";
import type { ChatView, Event, OfferClosed, Receiver } from "../../wire/types.gen";
import type { ChatState } from "../../wire/chat.svelte";
import { offerClosedNews } from "../chat/offering";
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

  /** Tells me what others do with my chats and offers; call it within a component. */
  start(): () => void {
    return this.#session.on("event", ({ chat, event }) => {
      if (event.role === "representative" && event.author === this.#session.me?.id) return;
      const words = this.#news(chat, event);
      if (words) this.#notices.say(words);
    });
  }

  #news({ view, events }: ChatState, { name: rep, body }: Event): string | null {
    const me = this.#session.me?.id ?? 0;
    const { name } = view.customer;
    switch (body.kind) {
      case "offer.closed":
        return this.#closed(body, view, events);
      case "chat.taken_over":
        return t("overTaken", { rep, name, reason: body.reason });
      case "owner.changed":
        return body.owner.id === me ? t("passedToYou", { rep, name }) : null;
      case "chat.ending_undone":
        return body.why === "customer_wrote" ? t("endingCustomerWrote", { name }) : null;
      default:
        return null;
    }
  }

  #closed(closed: OfferClosed, view: ChatView, events: readonly Event[]): string | null {
    const me = this.#session.me?.id ?? 0;
    const mine = events.some(
      ({ body }) => body.kind === "offer.made" && body.offer === closed.offer && body.by.id === me,
    );
    if (closed.how === "accepted" || (!mine && view.owner?.id !== me)) return null;
    return offerClosedNews(closed, view, me)
      .map(({ text }) => text)
      .join("");
  }
}
