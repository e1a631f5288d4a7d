import { expect, test } from "vitest";
import { ANA, BO, me } from "../../../tests/fixtures/wire";
import { dutyWords } from "./duty";

const duty = (people: { id: number; name: string }[], watching = true) =>
  dutyWords({ team: 3, people, watching }, me());

test("me, a colleague, both, nobody", () => {
  expect(duty([ANA])).toMatchObject({ short: "you", mine: true, warn: false });
  expect(duty([BO])).toMatchObject({ short: "Bo Lind", mine: false, warn: false });
  expect(duty([ANA, BO])).toMatchObject({ short: "you, Bo Lind", mine: true });
  expect(duty([])).toMatchObject({ short: "nobody", mine: false, warn: true });
});

test("somebody who is not there is a warning", () => {
  expect(duty([BO], false)).toMatchObject({ short: "Bo Lind – not there", warn: true });
});
