import { beforeEach, expect, test, vi } from "vitest";
import { consoleOf } from "../../../tests/fixtures/console";
import { freshPage } from "../../../tests/fixtures/fakeSocket";
import { board, me, row } from "../../../tests/fixtures/wire";
import type { Withdrawn } from "../../wire/types.gen";

beforeEach(freshPage);

function ringing(...entries: number[]) {
  const { desk, socket } = consoleOf([], [board(1, ...entries.map((entry) => row(entry)))]);
  desk.alerts.start();
  const drop = (dropped: Withdrawn) =>
    socket.say({ on: "board", team: 3, version: 2, dropped: [dropped] });
  const shown = () => desk.alerts.shown.map(({ row: { entry } }) => entry);
  return { alerts: desk.alerts, socket, drop, shown };
}

test("the three longest waits are shown, the rest counted", () => {
  const { alerts, shown } = ringing(1, 2, 3, 4, 5);
  expect(shown()).toEqual([1, 2, 3]);
  expect(alerts.more).toBe(2);
  expect(alerts.shown[0]!.team).toBe("Service Desk");
});

test("only the available are alerted", () => {
  const { alerts, socket } = ringing(1);
  socket.say({ on: "me", me: { ...me(), availability: "busy" } });
  expect(alerts.count).toBe(0);
  socket.say({ on: "me", me: me() });
  expect(alerts.count).toBe(1);
});

test("a dismissed one stays away, and so does a customer who is away", () => {
  const { alerts, socket, shown } = ringing(1, 2);
  alerts.dismiss(1);
  socket.say({ on: "board", team: 3, version: 2, put: [row(3, { away: true })] });
  expect(shown()).toEqual([2]);
});

test("a taken one says who has it, then goes", () => {
  const { alerts, drop, shown } = ringing(1, 2);
  drop({ entry: 2, taken_by: "Bo Lind" });
  expect(alerts.count).toBe(1);
  expect(alerts.shown[0]).toMatchObject({ over: true, takenBy: "Bo Lind" });
  vi.advanceTimersByTime(3_000);
  expect(shown()).toEqual([1]);
});

test("nothing is said of one that was dismissed or that I took myself", () => {
  const { alerts, drop, shown } = ringing(1, 2);
  alerts.dismiss(1);
  drop({ entry: 1, taken_by: "Bo Lind" });
  expect(shown()).toEqual([2]);
  const mine = ringing(1);
  mine.drop({ entry: 1, taken_by: "Ana Ruiz" });
  expect(mine.shown()).toEqual([]);
});
