import { beforeEach, expect, test, vi } from "vitest";
import { consoleOf } from "../../../tests/fixtures/console";
import { freshPage } from "../../../tests/fixtures/fakeSocket";
import { alert, board, deskBoard, offerRow, row } from "../../../tests/fixtures/wire";
import type { Alert, DeskBoard, Withdrawn } from "../../wire/types.gen";

beforeEach(freshPage);

function alerted(alerts: Alert[], others: Partial<DeskBoard> = {}) {
  const { desk, socket } = consoleOf(
    [],
    [board(1, ...alerts.map(({ entry, team: _team }) => row(entry)))],
  );
  desk.alerts.start();
  const say = (changes: Partial<DeskBoard>) => socket.say({ on: "desk", desk: deskBoard(changes) });
  const drop = (dropped: Withdrawn) =>
    socket.say({ on: "board", team: 3, version: 2, dropped: [dropped] });
  const shown = () => desk.alerts.shown.map(({ alert: { entry } }) => entry);
  say({ alerts, ...others });
  return { desk, alerts: desk.alerts, socket, say, drop, shown };
}

test("three are shown, what is asked of me alone first, the rest counted", () => {
  const alerts = [1, 2, 3, 4].map((entry) => alert(entry));
  const { alerts: all, shown } = alerted([...alerts, alert(5, { kind: "routed" })]);
  expect(shown()).toEqual([5, 1, 2]);
  expect(all.more).toBe(2);
});

test("the browser alerts of nothing the server does not", () => {
  const { socket, shown } = alerted([]);
  socket.say({ on: "board", team: 3, version: 2, put: [row(9)] });
  expect(shown()).toEqual([]);
});

test("a dismissed one comes back when it repeats, and at once when it is more urgent", () => {
  const { alerts, say, shown } = alerted([alert(1, { repeat: 5 })]);
  alerts.dismiss(alert(1, { repeat: 5 }));
  expect(shown()).toEqual([]);
  vi.advanceTimersByTime(5_000);
  expect(shown()).toEqual([1]);
  alerts.dismiss(alert(1, { repeat: 5 }));
  say({ alerts: [alert(1, { kind: "overdue" })] });
  expect(shown()).toEqual([1]);
});

test.each(["before", "after"])("a taken one says who has it, told %s the alert goes", (order) => {
  const { alerts, say, drop, shown } = alerted([alert(1), alert(2)]);
  if (order === "before") drop({ entry: 2, taken_by: "Bo Lind" });
  say({ alerts: [alert(1)] });
  if (order === "after") drop({ entry: 2, taken_by: "Bo Lind" });
  expect(alerts.shown[0]).toMatchObject({ over: true, takenBy: "Bo Lind" });
  vi.advanceTimersByTime(3_000);
  expect(shown()).toEqual([1]);
});

test("nothing is said of one that I took myself", () => {
  const { drop, say, shown } = alerted([alert(1)]);
  say({ alerts: [] });
  drop({ entry: 1, taken_by: "Ana Ruiz" });
  expect(shown()).toEqual([]);
});

test("an offer to me that is over says so, unless I answered it", () => {
  const offer = alert(1, { kind: "transfer", by: "Bo Lind" });
  const lapsed = alerted([offer], { offers: [offerRow(1)] });
  lapsed.say({});
  expect(lapsed.alerts.shown[0]).toMatchObject({ over: true, takenBy: null });
  const declined = alerted([offer], { offers: [offerRow(1)] });
  void declined.desk.handing.decline(1);
  declined.say({});
  expect(declined.shown()).toEqual([]);
});
