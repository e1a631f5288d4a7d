import type { Event } from "../../wire/types.gen";
import { day } from "../../kit/time";

/** A line of the timeline as it is drawn. */
export type Line =
  | { kind: "day"; key: string; text: string }
  | { kind: "event"; key: string; event: Event; goesOn: boolean };

const TOGETHER = 2 * 60 * 1000;

/** Whether a message goes on from the one above: same author, shortly after, nothing new to say about it. */
function goesOn(event: Event, above: Event | undefined): boolean {
  return (
    event.body.kind === "message" &&
    !event.body.canned &&
    above !== undefined &&
    (above.body.kind === "message" || above.body.kind === "chat.started") &&
    above.role === event.role &&
    above.author === event.author &&
    event.at - above.at < TOGETHER
  );
}

/** The events as lines, with a line between days. */
export function linesOf(events: readonly Event[]): Line[] {
  const lines: Line[] = [];
  let today = "";
  let above: Event | undefined;
  for (const event of events) {
    const text = day(event.at);
    if (text !== today) {
      lines.push({ kind: "day", key: `day ${event.seq}`, text });
      today = text;
      above = undefined;
    }
    lines.push({ kind: "event", key: String(event.seq), event, goesOn: goesOn(event, above) });
    above = event;
  }
  return lines;
}

/** Since when the customer has been waiting for an answer: the first of their messages nobody has replied to. */
export function unansweredSince(events: readonly Event[]): number | null {
  let since: number | null = null;
  for (let index = events.length - 1; index >= 0; index--) {
    const { body, role, at } = events[index]!;
    if (body.kind === "message" && role === "representative") return since;
    if (body.kind === "message" && role === "customer") since = at;
    if (body.kind === "representative.joined") return since;
  }
  return since;
}
