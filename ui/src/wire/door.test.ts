import { expect, test, vi } from "vitest";
import { UnreachableError, knock } from "./door";
import { RefusedError } from "./protocol";

const wish = {
  do: "chat.start",
  issue: 1,
  name: "M",
  email: "m@a.example",
  description: "x",
} as const;

function answers(status: number, body: string): void {
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => new Response(body, { status })),
  );
}

test("an answer is its result, asked with the key", async () => {
  answers(200, JSON.stringify({ on: "done", key: "k", result: { chat: 5, token: "t" } }));
  await expect(knock("/api/do", wish, "k")).resolves.toEqual({ chat: 5, token: "t" });
  const [url, request] = vi.mocked(fetch).mock.calls[0]!;
  expect(url).toBe("/api/do");
  expect(JSON.parse(String(request!.body))).toEqual({ ...wish, key: "k" });
});

test("a refusal keeps the server's words", async () => {
  answers(422, JSON.stringify({ on: "refused", key: "k", code: "email.invalid", text: "No." }));
  const refusal = await knock("/api/do", wish, "k").catch((reason: unknown) => reason);
  expect(refusal).toBeInstanceOf(RefusedError);
  expect(refusal).toMatchObject({ code: "email.invalid", text: "No." });
});

test("anything else means that the server was not reached", async () => {
  answers(502, "<html>");
  await expect(knock("/api/do", wish, "k")).rejects.toBeInstanceOf(UnreachableError);
  answers(200, "{}");
  await expect(knock("/api/do", wish, "k")).rejects.toBeInstanceOf(UnreachableError);
  vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("offline")));
  await expect(knock("/api/do", wish, "k")).rejects.toBeInstanceOf(UnreachableError);
});
