import { CONSOLE, tagOf } from "./notification";

/** A test is about no entry, and stays until it is read. */
const TEST = 0;

/** Takes away what the service worker has shown of entries that nobody need act on any more. */
export async function keepPushed(entries: readonly number[]): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration(CONSOLE);
  const tags = [TEST, ...entries].map(tagOf);
  const shown = (await registration?.getNotifications()) ?? [];
  shown.filter(({ tag }) => !tags.includes(tag)).forEach((notification) => notification.close());
}
