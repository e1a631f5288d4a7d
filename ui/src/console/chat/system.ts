import type { IconName } from "../../kit/icons";
import type { Part } from "../../messages/index";
import { t } from "../../messages/console";
import type { ChatView, Event, RepresentativeJoined } from "../../wire/types.gen";
import { offerClosedWords, offerMadeWords } from "./offering";

interface SystemWords {
  kind: "pill" | "plain" | "warn";
  icon?: IconName;
  parts: Part[];
}

type SystemBody = Exclude<Event["body"], { kind: "message" | "note" | "chat.started" }>;

/** What happened to the chat, in the words of the timeline. */
export function systemLine(body: SystemBody, view: ChatView): SystemWords {
  const { name } = view.customer;
  switch (body.kind) {
    case "representative.joined":
      return { kind: "pill", parts: joined(body) };
    case "owner.changed":
      return { kind: "pill", parts: t.parts("joined", { rep: body.owner.name }) };
    case "representative.left": {
      const names = { rep: body.representative.name, rep2: body.owner.name };
      return body.lost
        ? { kind: "warn", icon: "offline", parts: t.parts("lostStill", names) }
        : { kind: "plain", icon: "leave", parts: t.parts("leftStill", names) };
    }
    case "chat.taken_over":
      return {
        kind: "warn",
        icon: "shield",
        parts: t.parts("takenOver", { rep: body.representative.name, reason: body.reason }),
      };
    case "offer.made":
      return {
        kind: "plain",
        icon: body.reason === "transfer" ? "arrow-right" : "invite",
        parts: offerMadeWords(body),
      };
    case "offer.closed":
      return {
        kind: "plain",
        icon: body.how === "accepted" ? "check" : "returned",
        parts: offerClosedWords(body),
      };
    case "chat.moved":
      return {
        kind: "plain",
        icon: "inbox",
        parts: t.parts(body.why === "overflow" ? "movedOver" : "moved", { team: body.team }),
      };
    case "chat.held":
      return {
        kind: "plain",
        icon: "hold",
        parts: t.parts("held", { rep: body.representative.name }),
      };
    case "chat.resumed":
      return { kind: "pill", parts: t.parts("resumed", { rep: body.representative.name }) };
    case "chat.returned":
      return {
        kind: "warn",
        icon: "returned",
        parts:
          body.why === "lost"
            ? t.parts("returnedLost", { rep: body.representative.name })
            : t.parts("returnedHold"),
      };
    case "customer.away":
      return { kind: "warn", icon: "offline", parts: t.parts("customerAway", { name }) };
    case "customer.back":
      return { kind: "plain", icon: "wifi", parts: t.parts("customerBack", { name }) };
    case "customer.left":
      return { kind: "warn", icon: "leave", parts: t.parts("customerLeft", { customer: name }) };
    case "chat.ending":
      return {
        kind: "warn",
        icon: "clock",
        parts: t.parts("ending", { rep: body.representative.name }),
      };
    case "chat.ending_undone":
      return { kind: "plain", icon: "returned", parts: undone(body.why, name) };
    case "chat.ended":
      return { kind: "plain", icon: "check-circle", parts: t.parts("ended") };
  }
}

function joined({ how, representative, owner }: RepresentativeJoined): Part[] {
  const rep = representative.name;
  if (how === "invitation") return t.parts("joinedStill", { rep, rep2: owner.name });
  return t.parts(how === "rejoined" ? "resumed" : "joined", { rep });
}

function undone(why: "customer_wrote" | "moved_on" | "undone", name: string): Part[] {
  if (why === "customer_wrote") return t.parts("endingCustomerWrote", { name });
  return t.parts("endingUndone");
}
