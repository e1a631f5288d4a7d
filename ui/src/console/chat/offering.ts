import { t } from "../../messages/console";
import type { Part } from "../../messages/index";
import type { ChatView, OfferClosed, OfferMade } from "../../wire/types.gen";

/** That a chat was offered, in the words of the timeline. */
export function offerMadeWords({ reason, by, to }: OfferMade): Part[] {
  const names = { rep: by.name, to: to.name };
  return t.parts(reason === "transfer" ? "offeredTransfer" : "offeredInvitation", names);
}

/** How an offer ended, in the words of the timeline. */
export function offerClosedWords({ how, reason, by, to }: OfferClosed): Part[] {
  const receiver = how === "accepted" ? (by?.name ?? to.name) : to.name;
  return t.parts(KEYS[reason][how], { to: receiver });
}

/** The same at that moment: whoever still has the chat is told so, for that is what they ask themselves. */
export function offerClosedNews(closed: OfferClosed, view: ChatView, me: number): Part[] {
  const { how, reason } = closed;
  const words = offerClosedWords(closed);
  const still = reason === "transfer" && how !== "accepted" && how !== "moved_on";
  if (!still || view.owner?.id !== me || view.state === "ended") return words;
  return [...words, { text: " " }, ...t.parts("stillYours")];
}

const KEYS = {
  transfer: {
    accepted: "transferAccepted",
    declined: "transferDeclined",
    lapsed: "transferLapsed",
    withdrawn: "transferWithdrawn",
    receiver_gone: "transferReceiverGone",
    moved_on: "transferMovedOn",
  },
  invitation: {
    accepted: "invitationAccepted",
    declined: "invitationDeclined",
    lapsed: "invitationLapsed",
    withdrawn: "invitationWithdrawn",
    receiver_gone: "invitationReceiverGone",
    moved_on: "invitationMovedOn",
  },
} as const;
