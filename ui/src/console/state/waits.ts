import type { TeamBoard } from "../../wire/types.gen";

/** Waits longer than this are shown in the warning form. */
export const WAIT_LIMIT_MS = 3 * 60 * 1000;
/** A customer's message without an answer for longer than this takes the place of the elapsed time. */
export const REPLY_LIMIT_MS = 60 * 1000;

export interface Waiting {
  count: number;
  /** When the longest-waiting customer first stood in line. */
  since: number | null;
}

export function waitingIn(boards: Iterable<TeamBoard>): Waiting {
  let count = 0;
  let since: number | null = null;
  for (const { rows } of boards) {
    // Get Next answers no invitation.
    const waiting = rows.filter(({ reason }) => reason !== "invitation");
    count += waiting.length;
    for (const row of waiting) since = Math.min(since ?? row.waiting_since, row.waiting_since);
  }
  return { count, since };
}
