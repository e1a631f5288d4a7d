import type { ChatView, Event } from "./types.gen";

/** The view after one more event. Pure; the server proves by the same cases that a fresh view would be equal. */
export function applyEvent(view: ChatView, event: Event): ChatView {
  return { ...view, ...changes(view, event), seq: event.seq };
}

function changes(view: ChatView, { at, body }: Event): Partial<ChatView> {
  switch (body.kind) {
    case "chat.started":
      return { state: "waiting" };
    case "representative.joined":
      return {
        state: "active",
        representatives: [...view.representatives, body.representative],
        owner: body.owner,
        answered_at: view.answered_at ?? at,
      };
    case "representative.left":
      return {
        representatives: view.representatives.filter(({ id }) => id !== body.representative.id),
        owner: body.owner,
      };
    case "owner.changed":
      return { owner: body.owner };
    case "offer.made":
      return { offers: [...view.offers, body] };
    case "offer.closed":
      return { offers: view.offers.filter(({ offer }) => offer !== body.offer) };
    case "chat.moved":
      return { team: body.team };
    case "chat.held":
      return { state: "held", representatives: [] };
    case "chat.resumed":
      return { state: "active", representatives: [body.representative] };
    case "chat.returned":
      return { state: "waiting", representatives: [], owner: null };
    case "customer.away":
      return { customer_presence: "away" };
    case "customer.back":
      return { customer_presence: "here" };
    case "customer.left":
      return { customer_presence: "left" };
    case "chat.ending":
      return { ending_at: body.until };
    case "chat.ending_undone":
      return { ending_at: null };
    case "chat.ended":
      return { state: "ended", representatives: [], ended_at: at, ending_at: null };
    case "chat.taken_over":
    case "message":
    case "note":
      return {};
  }
}
