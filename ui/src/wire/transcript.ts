import { common } from "../messages/common";
import { translator } from "../messages/index";
import type { ChatView, Event, RepresentativeJoined } from "./types.gen";

const t = translator(common);

/** The chat as plain text, for the clipboard, a file, or a ticket's work notes: what the customer could read, no more. */
export function transcript(view: ChatView, events: readonly Event[], timeZone?: string): string {
  const clock = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  const calendar = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone });
  const lines = events.flatMap((event) => {
    const text = line(view, event);
    return text === null ? [] : [`${clock.format(event.at)} ${text}`];
  });
  return [
    `Chat ${view.number} · ${view.customer.name} · ${view.team} · ${view.issue}`,
    calendar.format(events[0]?.at ?? view.waiting_since),
    "",
    ...lines,
  ].join("\n");
}

function line(view: ChatView, { name, body }: Event): string | null {
  switch (body.kind) {
    case "chat.started":
      return said(view.customer.name, body.description);
    case "message":
      return said(name, body.text);
    case "representative.joined":
      return joined(body);
    case "owner.changed":
      return t("joined", { rep: body.owner.name });
    case "representative.left":
      return t(body.lost ? "lost" : "left", { rep: body.representative.name });
    case "chat.held":
      return t("held", { rep: body.representative.name });
    case "chat.resumed":
      return t("resumed", { rep: body.representative.name });
    case "chat.returned":
      return body.why === "lost"
        ? t("returnedLost", { rep: body.representative.name })
        : t("returnedHold");
    case "customer.left":
      return t("customerLeft", { customer: view.customer.name });
    case "chat.ended":
      return t("ended");
    case "note":
    case "customer.away":
    case "customer.back":
    case "offer.made":
    case "offer.closed":
    case "chat.moved":
    case "chat.taken_over":
    case "chat.ending":
    case "chat.ending_undone":
      return null;
  }
}

function joined({ how, representative: { name: rep } }: RepresentativeJoined): string {
  switch (how) {
    case "invitation":
      return t("joinedToHelp", { rep });
    case "rejoined":
      return t("resumed", { rep });
    default:
      return t("joined", { rep });
  }
}

function said(name: string, text: string): string {
  return `${name}: ${text.replaceAll("\n", "\n      ")}`;
}
