import { expect, test } from "vitest";
import { ANA, BO, offered, view } from "../../../tests/fixtures/wire";
import type { ChatView, OfferMade } from "../../wire/types.gen";
import { allowedIn } from "./allowed";

const active = view({ state: "active", owner: ANA, representatives: [ANA] });
const both = { representatives: [ANA, BO] };

/** What Ana cannot do. */
const not = (changes: Partial<ChatView>): string[] =>
  Object.entries(allowedIn({ ...active, ...changes }, ANA.id)).flatMap(([name, why]) =>
    why === null ? [] : name,
  );

test.each<[string, Partial<ChatView>, string[]]>([
  ["alone, everything", {}, []],
  ["with a colleague, leaving is enough", both, ["hold"]],
  ["not the owner", { ...both, owner: BO }, ["transfer", "hold"]],
  ["a transfer is pending", { offers: [offered(3).body as OfferMade] }, ["transfer"]],
  ["on hold", { state: "held", representatives: [] }, ["invite", "hold"]],
  ["ending", { ending_at: 9 }, ["transfer", "invite", "hold", "close"]],
  ["ending, but a colleague is here", { ...both, ending_at: 9 }, ["transfer", "invite", "hold"]],
  ["the customer has left", { customer_presence: "left" }, ["transfer", "invite", "hold"]],
])("%s", (_, changes, expected) => {
  expect(not(changes)).toEqual(expected);
});

test("why not names the one who could", () => {
  expect(allowedIn({ ...active, ...both, owner: BO }, ANA.id).transfer).toContain("Bo Lind");
});
