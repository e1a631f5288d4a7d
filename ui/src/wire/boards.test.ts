import { expect, test } from "vitest";
import { board, row } from "../../tests/fixtures/wire";
import { Boards } from "./boards.svelte";

const entries = (boards: Boards): number[] => boards.get(3)!.rows.map(({ entry }) => entry);

test("changes are applied in the order of service", () => {
  const boards = new Boards();
  boards.whole(board(4, row(1), row(2)));
  const news = boards.change({
    on: "board",
    team: 3,
    version: 5,
    put: [row(3, { priority: 5 }), row(9, { reason: "returned" }), row(2, { away: true })],
    dropped: [{ entry: 1, taken_by: "Ana Ruiz" }],
  });
  expect(entries(boards)).toEqual([9, 3, 2]);
  expect(boards.get(3)!.rows[2]!.away).toBe(true);
  expect(news!.put.map(({ entry }) => entry)).toEqual([3, 9]);
  expect(news!.dropped).toEqual([{ entry: 1, taken_by: "Ana Ruiz", row: row(1) }]);
});

test("a change heard twice is ignored, a missed one is noticed", () => {
  const boards = new Boards();
  boards.whole(board(4, row(1)));
  expect(boards.change({ on: "board", team: 3, version: 4, put: [row(2)] })).toEqual({
    put: [],
    dropped: [],
  });
  expect(entries(boards)).toEqual([1]);
  expect(boards.change({ on: "board", team: 3, version: 6, put: [row(2)] })).toBeNull();
  expect(boards.change({ on: "board", team: 99, version: 1 })).toBeNull();
});

test("the first whole board brings no news, a later one brings the difference", () => {
  const boards = new Boards();
  expect(boards.whole(board(4, row(1))).put).toEqual([]);
  const news = boards.whole(board(9, row(2)));
  expect(news.put).toEqual([row(2)]);
  expect(news.dropped).toEqual([{ entry: 1, taken_by: null, row: row(1) }]);
});

test("the board of a team I left is forgotten", () => {
  const boards = new Boards();
  boards.whole(board(4));
  boards.keep([7]);
  expect(boards.size).toBe(0);
});
