import { beforeEach, expect, test, vi } from "vitest";
import { Push } from "./subscription.svelte";
import type { PushWish } from "./subscription.svelte";

const KEY = btoa("public key").replaceAll("=", "");

/** Stands for a browser with a service worker and a push service. */
function browser(permission: NotificationPermission = "granted") {
  let subscription: object | null = null;
  const subscribe = vi.fn(() => {
    subscription = {
      endpoint: "https://push.example/1",
      toJSON: () => ({ keys: { p256dh: "p", auth: "a" } }),
      unsubscribe: () => Promise.resolve((subscription = null) === null),
    };
    return Promise.resolve(subscription);
  });
  const registration = {
    pushManager: { subscribe, getSubscription: () => Promise.resolve(subscription) },
  };
  const register = vi.fn(() => Promise.resolve(registration));
  const getRegistration = () => Promise.resolve(registration);
  vi.stubGlobal("navigator", { serviceWorker: { register, getRegistration } });
  vi.stubGlobal("PushManager", class {});
  vi.stubGlobal("Notification", {
    permission,
    requestPermission: () => Promise.resolve(permission),
  });
  return { register, subscribe };
}

function pushing(key: string | null = KEY) {
  const asked: PushWish[] = [];
  const push = new Push(key, (wish) => Promise.resolve(asked.push(wish)));
  return { push, asked };
}

beforeEach(() => void vi.unstubAllGlobals());

test.each([
  ["not set up here", null, "granted", "notSetUp"],
  ["blocked", KEY, "denied", "blocked"],
  ["off", KEY, "granted", "off"],
] as const)("%s", async (_, key, permission, state) => {
  browser(permission);
  const { push } = pushing(key);
  await push.look();
  expect(push.state).toBe(state);
});

test("a browser without it says so", async () => {
  const { push } = pushing();
  await push.look();
  expect(push.state).toBe("unsupported");
});

test("switched on, the server is told where; switched off, that it is over", async () => {
  const { register, subscribe } = browser();
  const { push, asked } = pushing();
  await push.switchOn();
  expect(push.state).toBe("on");
  expect(register).toHaveBeenCalledWith("/console/push-worker.js", { scope: "/console/" });
  const [{ applicationServerKey }] = subscribe.mock.calls[0] as unknown as [
    { applicationServerKey: Uint8Array },
  ];
  expect(new TextDecoder().decode(applicationServerKey)).toBe("public key");
  await push.switchOff();
  expect(push.state).toBe("off");
  const endpoint = "https://push.example/1";
  expect(asked).toEqual([
    { do: "push.subscribe", endpoint, p256dh: "p", auth: "a" },
    { do: "push.unsubscribe", endpoint },
  ]);
});

test("without leave nothing is switched on", async () => {
  const { register } = browser("denied");
  const { push, asked } = pushing();
  await push.switchOn();
  expect(push.state).toBe("blocked");
  expect(register).not.toHaveBeenCalled();
  expect(asked).toEqual([]);
});

test("a browser that is subscribed is made known to the server anew", async () => {
  browser();
  const { push, asked } = pushing();
  await push.renew();
  expect(asked).toEqual([]);
  await push.switchOn();
  await push.renew();
  expect(asked.map((wish) => wish.do)).toEqual(["push.subscribe", "push.subscribe"]);
});
