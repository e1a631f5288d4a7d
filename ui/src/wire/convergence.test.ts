import { describe, expect, test } from "vitest";
import convergence from "./convergence.cases.json";
import { applyEvent } from "./reduce";
import transcripts from "./transcript.cases.json";
import { transcript } from "./transcript";
import type { ChatView, Event } from "./types.gen";

// The server makes these cases with its own verbs; see tests/convergence.
describe("old view + events = fresh view", () => {
  test.each(convergence.map((one) => [one.name, one] as const))("%s", (_, one) => {
    const events = one.events as Event[];
    expect(events.reduce(applyEvent, one.before as ChatView)).toEqual(one.after);
  });
});

describe("the transcript is the server's", () => {
  test.each(transcripts.map((one) => [one.name, one] as const))("%s", (_, one) => {
    expect(transcript(one.view as ChatView, one.events as Event[], "UTC")).toBe(one.text);
  });
});
