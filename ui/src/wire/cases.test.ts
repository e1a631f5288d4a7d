import { expect, test } from "vitest";
import convergence from "./convergence.cases.json";
import { applyEvent } from "./reduce";
import { transcript } from "./transcript";
import transcripts from "./transcript.cases.json";
import type { ChatView, Event } from "./types.gen";

// The server writes these files from what it does itself: here the browser must come to the same.

test.each(convergence)("convergence: $name", ({ before, events, after }) => {
  const reduced = (events as Event[]).reduce(applyEvent, before as ChatView);
  expect(reduced).toEqual(after);
});

test.each(transcripts)("transcript: $name", ({ view, events, text }) => {
  expect(transcript(view as ChatView, events as Event[], "UTC")).toBe(text);
});
