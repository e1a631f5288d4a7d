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
        owner: view.owner ?? body.representative,
        answered_at: view.answered_at ?? at,
      };
    case "representative.left":
      return {
        representatives: view.representatives.filter(({ id }) => id !== body.representative.id),
        owner: body.owner,
      };
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
    case "chat.ended":
      return { state: "ended", representatives: [], ended_at: at };
    case "message":
    case "note":
      return {};
  }
}
