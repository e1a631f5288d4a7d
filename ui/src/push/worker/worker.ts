/** Shows what is pushed while no console is open, and opens one when it is pressed. */
import { CONSOLE, bodyOf, tagOf } from "../notification";
import type { Pressed, Pushed } from "../notification";
import { alertTitle } from "../words";

declare const self: ServiceWorkerGlobalScope;

interface Data {
  entry: number;
  url: string;
}

async function show(pushed: Pushed): Promise<void> {
  const { kind, entry, url } = pushed;
  if (kind === "closed") return take(entry);
  const options = {
    body: bodyOf(pushed),
    tag: tagOf(entry),
    renotify: true,
    requireInteraction: true,
    data: { entry, url } satisfies Data,
  };
  await self.registration.showNotification(alertTitle({ ...pushed, kind }), options);
}

async function take(entry: number): Promise<void> {
  const shown = await self.registration.getNotifications({ tag: tagOf(entry) });
  shown.forEach((notification) => notification.close());
}

async function open({ entry, url }: Data): Promise<void> {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const desk = windows.find((each) => new URL(each.url).pathname.startsWith(CONSOLE));
  if (!desk) {
    await self.clients.openWindow(url || CONSOLE);
    return;
  }
  await desk.focus();
  desk.postMessage({ pressed: entry } satisfies Pressed);
}

self.addEventListener("push", (event) => {
  if (event.data) event.waitUntil(show(event.data.json() as Pushed));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data as Data));
});
