import { expect, test } from "vitest";
import type { Choices, Colleague } from "../../wire/types.gen";
import { Choosing, receiverOf, warningOf } from "./choosing.svelte";

const person = (id: number, name: string, changes: Partial<Colleague> = {}): Colleague => ({
  id,
  name,
  teams: ["Service Desk"],
  presence: "available",
  label: "",
  load: 0,
  capacity: 4,
  ...changes,
});

const choices: Choices = {
  people: [
    person(1, "Devin Park", { label: "Wireless" }),
    person(2, "Léah Stone", { load: 4 }),
    person(3, "Noor Adil", { presence: "away" }),
    person(4, "Seth Pryor", { presence: "signed_out" }),
  ],
  teams: [{ id: 9, name: "Classroom Support", waiting: 2, available: 0 }],
};

const choosing = (inside: number[] = []) => new Choosing(() => choices, inside);
const ids = (of: Choosing) => of.listed.map(({ id }) => id);
const words = (of: Choosing) =>
  of.choice &&
  warningOf(of.choice)
    ?.map(({ text }) => text)
    .join("");

test("searched in names, teams and the words beside them, accents aside", () => {
  const of = choosing();
  of.query = "leah";
  expect(ids(of)).toEqual([2]);
  of.query = "wire desk";
  expect(ids(of)).toEqual([1]);
});

test("the first who can be chosen is; arrows pass over the signed out and those in the chat", () => {
  const of = choosing([1]);
  expect(of.choice?.id).toBe(2);
  of.move(-1);
  expect(of.choice?.id).toBe(2);
  of.move(1);
  of.move(1);
  expect(of.choice?.id).toBe(3);
  of.choose(of.listed[3]!);
  expect(of.choice?.id).toBe(3);
});

test("away, full and empty teams warn", () => {
  const of = choosing();
  expect(words(of)).toBeUndefined();
  of.move(1);
  expect(words(of)).toBe("Léah Stone has 4 of 4 chats already.");
  of.move(1);
  expect(words(of)).toBe("Noor Adil is away and may not answer.");
  of.kind = "teams";
  expect(words(of)).toContain("Nobody in Classroom Support");
});

test("to a team or to a person", () => {
  const of = choosing();
  expect(receiverOf(of.choice!)).toEqual({ representative: 1 });
  of.kind = "teams";
  expect(receiverOf(of.choice!)).toEqual({ team: 9 });
});
