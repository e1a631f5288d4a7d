import { allowedIn } from "./chat/allowed";
import type { Desk } from "./state/desk.svelte";
import type { Handover } from "./state/handing.svelte";

/** Every shortcut of the console, in the order the list shows them. */
export const SHORTCUTS = [
  { keys: ["Alt", "G"], text: "keyGetNext" },
  { keys: ["Alt", "A"], text: "keyAccept" },
  { keys: ["Alt", "↑", "↓"], text: "keyMove" },
  { keys: ["Alt", "M"], text: "keyMessages" },
  { keys: ["/"], text: "keySlash" },
  { keys: ["Alt", "N"], text: "keyNote" },
  { keys: ["Enter"], text: "keySend" },
  { keys: ["Shift", "Enter"], text: "keyNewLine" },
  { keys: ["Alt", "T"], text: "keyTransfer" },
  { keys: ["Alt", "I"], text: "keyInvite" },
  { keys: ["Alt", "H"], text: "keyHold" },
  { keys: ["Alt", "X"], text: "keyClose" },
  { keys: ["?"], text: "keyShortcuts" },
] as const;

/** The letter pressed; by the key's place where Alt makes it type another sign. */
const keyOf = ({ key, code }: KeyboardEvent): string =>
  /^[a-z]$/i.test(key) ? key.toUpperCase() : code.replace(/^Key/, "");

/** What Alt and this key do; they work everywhere, also while typing. */
export function shortcutOf(desk: Desk, event: KeyboardEvent): (() => unknown) | null {
  const key = keyOf(event);
  switch (key) {
    case "G":
      return () => desk.taking.next();
    case "A":
      return () => acceptFirst(desk);
    case "ArrowUp":
      return () => desk.move(-1);
    case "ArrowDown":
      return () => desk.move(1);
  }
  const { chat } = desk;
  if (!chat) return null;
  const { view } = chat;
  const allowed = allowedIn(view, desk.session.me?.id ?? 0);
  const hand = (as: Handover) => () => {
    const able = allowed[as] === null && desk.session.online;
    if (able) desk.handing.choose({ chat: chat.id, customer: view.customer.name, as });
  };
  const online = (act: () => unknown) => () => (desk.session.online ? act() : undefined);
  switch (key) {
    case "X":
      return online(() => desk.closing.close(chat));
    case "T":
      return hand("transfer");
    case "I":
      return hand("invite");
    case "H":
      return online(() => {
        if (view.state === "held") return desk.resume(chat.id);
        return allowed.hold === null ? desk.closing.hold(chat) : undefined;
      });
    case "M":
      return () => {
        desk.picking = !desk.picking;
        if (!desk.picking) void desk.focusMessageBox();
      };
    case "N":
      return () => {
        desk.composing(chat).note = !desk.composing(chat).note;
        void desk.focusMessageBox();
      };
    default:
      return null;
  }
}

/** Accepts what was offered to me first. */
function acceptFirst({ session, taking }: Desk): unknown {
  const offered = session.desk.alerts.find(({ kind }) =>
    ["transfer", "invitation", "routed"].includes(kind),
  );
  if (!offered) return undefined;
  return offered.kind === "routed" ? taking.entry(offered.entry) : taking.offer(offered.entry);
}

export const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, select") !== null;
