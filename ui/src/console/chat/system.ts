import type { IconName } from "../../kit/icons";
import type { Part } from "../../messages/index";
import { t } from "../../messages/console";
import type { ChatView, Event } from "../../wire/types.gen";

interface SystemWords {
  kind: "pill" | "plain" | "warn";
  icon?: IconName;
  parts: Part[];
}

type SystemBody = Exclude<Event["body"], { kind: "message" | "note" | "chat.started" }>;

/** What happened to the chat, in the words of the timeline. */
export function systemLine(body: SystemBody, { customer: { name } }: ChatView): SystemWords {
  switch (body.kind) {
    case "representative.joined":
      return { kind: "pill", parts: t.parts("joined", { rep: body.representative.name }) };
    case "representative.left":
      return {
        kind: "plain",
        icon: "leave",
        parts: t.parts("left", { rep: body.representative.name }),
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
    case "chat.ended":
      return { kind: "plain", icon: "check-circle", parts: t.parts("ended") };
  }
}
