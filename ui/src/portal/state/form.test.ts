import { beforeEach, expect, test, vi } from "vitest";
import { StartForm } from "./form.svelte";

const door = vi.fn<(body: { key: string; name: string }) => [status: number, answer: object]>();

beforeEach(() => {
  sessionStorage.clear();
  door.mockReset().mockReturnValue([200, { on: "done", key: "", result: { chat: 5, token: "t" } }]);
  vi.stubGlobal(
    "fetch",
    vi.fn(async (_url: string, request: RequestInit) => {
      const [status, answer] = door(JSON.parse(String(request.body)) as never);
      return new Response(JSON.stringify(answer), { status });
    }),
  );
});

function filled(): StartForm {
  const form = new StartForm("/api/do", [1, 2]);
  form.set("issue", 2);
  form.set("name", "  Maya   Okafor ");
  form.set("email", " m@alderbay.example ");
  form.set("description", " No wireless.\n");
  return form;
}

const keys = (): string[] => door.mock.calls.map(([{ key }]) => key);

test("nothing is complained about before the first try", async () => {
  const form = new StartForm("/api/do", [1]);
  expect(form.problem("name")).toBeNull();
  expect(await form.send()).toBeNull();
  expect(door).not.toHaveBeenCalled();
  expect(form.wrong).toBe(4);
  expect(form.problem("name")).toBe("Enter your name.");
  form.set("name", "Maya");
  expect(form.problem("name")).toBeNull();
});

test("a good form opens a chat; the description goes as written", async () => {
  expect(await filled().send()).toEqual({ chat: 5, token: "t" });
  expect(door).toHaveBeenCalledExactlyOnceWith({
    do: "chat.start",
    key: expect.any(String),
    issue: 2,
    name: "Maya Okafor",
    email: "m@alderbay.example",
    description: " No wireless.\n",
    browser: expect.any(String) as string,
  });
});

test("what is typed survives a reload; an issue no longer offered does not", () => {
  filled();
  expect(new StartForm("/api/do", [1, 2]).answers).toMatchObject({
    issue: 2,
    name: "  Maya   Okafor ",
  });
  expect(new StartForm("/api/do", [1]).answers.issue).toBeNull();
});

test("a second try of the same has the same key, a changed one a new key", async () => {
  const form = filled();
  vi.mocked(fetch).mockImplementationOnce(async (_url, request) => {
    door(JSON.parse(String(request!.body)) as never);
    throw new TypeError("offline");
  });
  expect(await form.send()).toBeNull();
  expect(form.failure).toContain("What you wrote is kept");
  await form.send();
  form.set("description", "Something else");
  await form.send();
  expect(keys()[1]).toBe(keys()[0]);
  expect(keys()[2]).not.toBe(keys()[0]);
});

test("another chat of the same person is another wish", async () => {
  const form = filled();
  await form.send();
  form.clear("Maya Okafor", "m@alderbay.example");
  form.set("issue", 2);
  form.set("description", " No wireless.\n");
  await form.send();
  expect(keys()[1]).not.toBe(keys()[0]);
});

test("the server's refusal stands at its field until that is changed, or above the button", async () => {
  const form = filled();
  const refusal = { on: "refused", key: "", code: "form.email", text: "Check it." };
  door.mockReturnValueOnce([422, { ...refusal, detail: { field: "email" } }]);
  await form.send();
  expect(form.problem("email")).toBe("Check it.");
  form.set("email", "other@alderbay.example");
  expect(form.problem("email")).toBeNull();
  door.mockReturnValueOnce([409, { ...refusal, code: "issue.unknown", text: "Not offered." }]);
  await form.send();
  expect(form.failure).toBe("Not offered.");
});

test("one press sends once", async () => {
  const form = filled();
  await Promise.all([form.send(), form.send()]);
  expect(door).toHaveBeenCalledOnce();
});
