import { SvelteMap } from "svelte/reactivity";
import type { BoardChanged, TeamBoard, WaitingRow, Withdrawn } from "./types.gen";

export interface BoardNews {
  put: WaitingRow[];
  dropped: (Withdrawn & { row: WaitingRow | undefined })[];
}

/** The queue of each of my teams, in the order it is served. */
export class Boards extends SvelteMap<number, TeamBoard> {
  /** Takes a whole board; tells what is new against the one known before, and nothing the first time. */
  whole(board: TeamBoard): BoardNews {
    const before = this.get(board.team);
    this.set(board.team, board);
    if (!before) return { put: [], dropped: [] };
    const known = new Set(before.rows.map(({ entry }) => entry));
    const there = new Set(board.rows.map(({ entry }) => entry));
    return {
      put: board.rows.filter(({ entry }) => !known.has(entry)),
      dropped: before.rows
        .filter(({ entry }) => !there.has(entry))
        .map((row) => ({ entry: row.entry, taken_by: null, row })),
    };
  }

  /** Applies a change; null when one before it was missed, so that the board must be fetched anew. */
  change({ team, version, put = [], dropped = [] }: BoardChanged): BoardNews | null {
    const board = this.get(team);
    if (!board || version > board.version + 1) return null;
    if (version <= board.version) return { put: [], dropped: [] };
    const rows = new Map(board.rows.map((row) => [row.entry, row]));
    const news = {
      put: put.filter(({ entry }) => !rows.has(entry)),
      dropped: dropped.map((row) => ({ ...row, row: rows.get(row.entry) })),
    };
    for (const row of put) rows.set(row.entry, row);
    for (const { entry } of dropped) rows.delete(entry);
    this.set(team, { ...board, version, rows: [...rows.values()].sort(servedBefore) });
    return news;
  }

  /** Forgets the boards of teams I have left. */
  keep(teams: readonly number[]): void {
    for (const team of [...this.keys()]) if (!teams.includes(team)) this.delete(team);
  }
}

/** A returned chat outranks priority; then the priority, then the wait. */
function servedBefore(a: WaitingRow, b: WaitingRow): number {
  return (
    Number(b.reason === "returned") - Number(a.reason === "returned") ||
    b.priority - a.priority ||
    a.waiting_since - b.waiting_since ||
    a.entry - b.entry
  );
}
