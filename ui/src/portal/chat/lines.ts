import type { IconName } from "../../kit/icons";
import { firstName } from "../../kit/names";
import { clock } from "../../kit/time";
import { t } from "../../messages/portal";
import type { Part } from "../../messages/index";
import type { Unsent } from "../../wire/outbox.svelte";
import type { Event, RepresentativeJoined } from "../../wire/types.gen";

/** Messages of one author stand together while no more than this lies between them. */
const TOGETHER_MS = 5 * 60_000;

export interface Said {
  is: "said";
  key: string;
  mine: boolean;
  text: string;
  /** Left out where it goes on from the line above. */
  who?: string;
  time?: string;
  name: string;
  /** My message that the timeline does not have yet. */
  unsent?: Unsent;
  mark?: "sent" | "seen";
}

export interface Happened {
  is: "happened";
  key: string;
  kind: "pill" | "plain" | "warn";
  icon?: IconName;
  parts: Part[];
  time?: string;
}

export type Line = Said | Happened;

/** What the customer reads, in order: the events, then what is still on its way. */
export function lines(
  events: readonly Event[],
  unsent: readonly Unsent[],
  seen: number,
  toServerTime: number,
): Line[] {
  const all: (Line & { at: number })[] = [
    ...events.flatMap(ofEvent),
    ...unsent.map((message) => ofUnsent(message, toServerTime)),
  ];
  markLast(all, events, seen);
  return all.map((line, index) => (goesOn(line, all[index - 1]) ? plain(line) : line));
}

function ofEvent(event: Event): (Line & { at: number })[] {
  const happened = happening(event);
  if (happened) return [{ is: "happened", key: `event ${event.seq}`, at: event.at, ...happened }];
  const { body, role, name, at, key, seq } = event;
  if (body.kind === "chat.started") {
    return [
      {
        is: "happened",
        key: "joined line",
        at,
        kind: "plain",
        icon: "clock",
        parts: t.parts("joinedLine", { time: clock(at) }),
      },
      said(`event ${seq}`, true, body.description, name, at),
    ];
  }
  if (body.kind !== "message") return [];
  return [said(key ?? `event ${seq}`, role === "customer", body.text, name, at)];
}

function said(
  key: string,
  mine: boolean,
  text: string,
  name: string,
  at: number,
): Said & { at: number } {
  return {
    is: "said",
    key,
    mine,
    text,
    name,
    at,
    who: mine ? t("you") : firstName(name),
    time: clock(at),
  };
}

/** A message on its way has the key it will have as an event, so that it stays the same element. */
function ofUnsent(unsent: Unsent, toServerTime: number): Said & { at: number } {
  return { ...said(unsent.key, true, unsent.text, "", unsent.at + toServerTime), unsent };
}

function happening({ body, at }: Event): Omit<Happened, "is" | "key"> | null {
  const time = clock(at);
  switch (body.kind) {
    case "representative.joined":
      return { kind: "pill", time, parts: joined(body) };
    case "owner.changed":
      return { kind: "pill", time, parts: t.parts("joined", { rep: body.owner.name }) };
    case "representative.left":
      return {
        kind: "plain",
        icon: "leave",
        time,
        parts: t.parts(body.lost ? "lostStill" : "leftStill", {
          rep: body.representative.name,
          rep2: body.owner.name,
        }),
      };
    case "chat.held":
      return {
        kind: "pill",
        icon: "hold",
        time,
        parts: t.parts("heldHere", { rep: firstName(body.representative.name) }),
      };
    case "chat.resumed":
      return {
        kind: "pill",
        time,
        parts: t.parts("resumed", { rep: firstName(body.representative.name) }),
      };
    case "chat.returned":
      return {
        kind: "pill",
        icon: "returned",
        time,
        parts:
          body.why === "lost"
            ? t.parts("lostHere", { rep: firstName(body.representative.name) })
            : t.parts("returnedHere"),
      };
    case "chat.ended":
      return { kind: "plain", time, parts: t.parts("ended") };
    default:
      return null;
  }
}

function joined({ how, representative, owner }: RepresentativeJoined): Part[] {
  const rep = representative.name;
  if (how === "invitation") return t.parts("joinedStill", { rep, rep2: owner.name });
  return t.parts(how === "rejoined" ? "resumed" : "joined", { rep });
}

/** One mark at the last message of mine is enough: what stands above it was sent and seen before. */
function markLast(all: Line[], events: readonly Event[], seen: number): void {
  const last = events.findLast(({ role, body }) => role === "customer" && body.kind === "message");
  if (!last) return;
  const line = all.find(({ key }) => key === (last.key ?? `event ${last.seq}`));
  if (line?.is === "said") line.mark = last.seq <= seen ? "seen" : "sent";
}

function goesOn(line: Line & { at: number }, before: (Line & { at: number }) | undefined): boolean {
  return (
    line.is === "said" &&
    before?.is === "said" &&
    line.mine === before.mine &&
    (line.mine || line.name === before.name) &&
    line.at - before.at < TOGETHER_MS
  );
}

function plain(line: Line): Line {
  const { who: _who, time: _time, ...rest } = line as Said;
  return rest;
}
