// Generated from the server's wire definitions by `make types`. Do not edit.

/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ClientFrame".
 */
export type ClientFrame =
  | Hello
  | Sync
  | Typing
  | Seen
  | Ping
  | Pong
  | PostMessage
  | RecentChats
  | LookAtChat
  | ListTeamChats
  | SetAvailability
  | TakeDuty
  | LeaveDuty
  | HandOverDuty
  | StartChat
  | Subscribe
  | Unsubscribe
  | TryPush
  | GetNext
  | TakeEntry
  | HoldChat
  | ResumeChat
  | LeaveChat
  | EndChat
  | UndoEnd
  | TransferChat
  | InviteToChat
  | AcceptOffer
  | DeclineOffer
  | WithdrawOffer
  | RejoinChat
  | PassChat
  | TakeOverChat
  | ListChoices;
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ServerFrame".
 */
export type ServerFrame =
  | Welcome
  | Ready
  | ChatOpened
  | ChatGone
  | EventFrame
  | BoardChanged
  | BoardWhole
  | DeskChanged
  | MeChanged
  | PlaceInLine
  | TypingFrame
  | SeenFrame
  | Done
  | Refused
  | PingFrame
  | PongFrame
  | Bye;

export interface Wire {
  client: ClientFrame;
  server: ServerFrame;
  results: Results;
}
/**
 * The first frame on every connection.
 *
 * Args:
 *     protocol: the version the client speaks.
 *     token: the customer's token; representatives are known by their session cookie.
 *     cursors: for each chat the client still shows, the last ``seq`` it has.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Hello".
 */
export interface Hello {
  do: "hello";
  protocol: number;
  token?: string | null;
  cursors?: {
    [k: string]: number;
  };
}
/**
 * Fetch what is missing of a chat after number ``after``; 0 asks for the whole chat.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Sync".
 */
export interface Sync {
  do: "sync";
  chat: number;
  after: number;
}
/**
 * I am typing (sent at most every three seconds), or have stopped. Never stored.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Typing".
 */
export interface Typing {
  do: "typing";
  chat: number;
  on: boolean;
}
/**
 * I have seen everything up to this number of the customer's counter.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Seen".
 */
export interface Seen {
  do: "seen";
  chat: number;
  public: number;
}
/**
 * Every 10 s, either way. The server's ping carries the head of each open chat.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Ping".
 */
export interface Ping {
  do: "ping";
  n: number;
}
/**
 * The answer to a ping; sent from the message handler, since timers of hidden tabs are slowed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Pong".
 */
export interface Pong {
  do: "pong";
  n: number;
}
/**
 * Say something; with ``note``, only to the other representatives.
 *
 * Args:
 *     text: stored as written: at most 8,000 characters, something visible, no NUL.
 *     canned: the title of the canned message it was made from.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PostMessage".
 */
export interface PostMessage {
  do: "message.post";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  chat: number;
  text: string;
  note?: boolean;
  canned?: string | null;
}
/**
 * Which chats did I take part in lately?
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RecentChats".
 */
export interface RecentChats {
  do: "chats.recent";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
}
/**
 * Show me a chat without following it: one of the past, one I am offered, one of a team I lead.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "LookAtChat".
 */
export interface LookAtChat {
  do: "chat.look";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  chat: number;
}
/**
 * Which chats of this team has somebody?
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ListTeamChats".
 */
export interface ListTeamChats {
  do: "team.chats";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  team: number;
}
/**
 * Say whether I can take chats, with a free label of at most 60 characters.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SetAvailability".
 */
export interface SetAvailability {
  do: "availability.set";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  availability: "available" | "away" | "busy";
  label?: string;
}
/**
 * I am on duty as Queue Manager of this team from now on.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TakeDuty".
 */
export interface TakeDuty {
  do: "duty.take";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  team: number;
}
/**
 * I am not on duty for this team any more, whatever the shifts say.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "LeaveDuty".
 */
export interface LeaveDuty {
  do: "duty.leave";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  team: number;
}
/**
 * A colleague is on duty instead of me.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "HandOverDuty".
 */
export interface HandOverDuty {
  do: "duty.hand_over";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  team: number;
  to: number;
}
/**
 * Ask for help. Over HTTP only, since a visitor has no connection yet.
 *
 * Args:
 *     name: one line of at most 80 characters.
 *     email: at most 254 characters.
 *     description: at most 1,000 characters.
 *     browser: what the browser says of itself; cut to 300 characters.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "StartChat".
 */
export interface StartChat {
  do: "chat.start";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  issue: number;
  name: string;
  email: string;
  description: string;
  browser?: string;
}
/**
 * Alert me in this browser also while no console is open; what its *PushSubscription* says.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Subscribe".
 */
export interface Subscribe {
  do: "push.subscribe";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  endpoint: string;
  p256dh: string;
  auth: string;
}
/**
 * No more of it in this browser.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Unsubscribe".
 */
export interface Unsubscribe {
  do: "push.unsubscribe";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  endpoint: string;
}
/**
 * Send a test to all my browsers.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TryPush".
 */
export interface TryPush {
  do: "push.test";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
}
/**
 * Give me the longest-waiting chat of the highest priority among my teams.
 *
 * Args:
 *     beyond: even if I have as many as I can already.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "GetNext".
 */
export interface GetNext {
  do: "queue.get_next";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  beyond?: boolean;
}
/**
 * Give me this one.
 *
 * Args:
 *     beyond: even if I have as many as I can already.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TakeEntry".
 */
export interface TakeEntry {
  do: "queue.take";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  entry: number;
  beyond?: boolean;
}
/**
 * I step away; the customer stays connected and the chat lies in my queue.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "HoldChat".
 */
export interface HoldChat {
  do: "chat.hold";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  chat: number;
}
/**
 * I am back in the chat I held.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ResumeChat".
 */
export interface ResumeChat {
  do: "chat.resume";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  chat: number;
}
/**
 * Leave the line or the chat (customer); step out while another stays (representative).
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "LeaveChat".
 */
export interface LeaveChat {
  do: "chat.leave";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  chat: number;
}
/**
 * End the session for the customer; only the owner may. Where the customer is still there it can be undone for a
 * while (ten seconds, or what the team has chosen), and until then the customer is not told.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "EndChat".
 */
export interface EndChat {
  do: "chat.end";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  chat: number;
}
/**
 * The chat shall not end after all.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UndoEnd".
 */
export interface UndoEnd {
  do: "chat.undo_end";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  chat: number;
}
/**
 * Offer a chat to a representative or a team as their own. I stay in it until I leave.
 *
 * Args:
 *     note: for whoever gets it, at most 1,000 characters; the customer never sees it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TransferChat".
 */
export interface TransferChat {
  do: "chat.transfer";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  chat: number;
  to: Receiver;
  note?: string;
}
/**
 * To whom a chat is offered: exactly one of the two.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Receiver".
 */
export interface Receiver {
  team?: number | null;
  representative?: number | null;
  [k: string]: unknown;
}
/**
 * Ask a representative or a team to help in a chat; it stays whose it is.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "InviteToChat".
 */
export interface InviteToChat {
  do: "chat.invite";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  chat: number;
  to: Receiver;
  note?: string;
}
/**
 * Join the chat I was offered.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AcceptOffer".
 */
export interface AcceptOffer {
  do: "offer.accept";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  offer: number;
}
/**
 * I will not take what was offered to me, also where routing chose me.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "DeclineOffer".
 */
export interface DeclineOffer {
  do: "offer.decline";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  offer: number;
}
/**
 * The offer I made, or that was made of my chat, no longer stands.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WithdrawOffer".
 */
export interface WithdrawOffer {
  do: "offer.withdraw";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  offer: number;
}
/**
 * Let me back into the chat I have just left.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RejoinChat".
 */
export interface RejoinChat {
  do: "chat.rejoin";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  chat: number;
}
/**
 * Another who is in this chat has it from now on; I stay.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PassChat".
 */
export interface PassChat {
  do: "chat.pass";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  chat: number;
  to: number;
}
/**
 * As a lead I have this chat from now on. The reason is told to whoever had it, never to the customer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TakeOverChat".
 */
export interface TakeOverChat {
  do: "chat.take_over";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
  chat: number;
  reason: string;
}
/**
 * To whom could I hand a chat?
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ListChoices".
 */
export interface ListChoices {
  do: "transfer.choices";
  /**
   * Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.
   */
  key: string;
}
/**
 * The answer to *hello*; the chats, or what is missing of them, follow as ``chat`` and ``event``, then ``ready``.
 *
 * Args:
 *     now: the server's time, so that a client with a wrong clock shows right waits.
 *     chats: the chats that follow; a client forgets any other it still shows as its own.
 *     me: for representatives: who they are and their teams.
 *     boards: for representatives: the queue of each of their teams.
 *     canned: for representatives: the canned messages they may use.
 *     desk: for representatives: what is offered to them and what they are alerted of.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Welcome".
 */
export interface Welcome {
  on: "welcome";
  now: number;
  chats: number[];
  me?: Me | null;
  boards?: TeamBoard[];
  canned?: CannedMessageView[];
  desk?: DeskBoard | null;
  [k: string]: unknown;
}
/**
 * The representative whose console this is.
 *
 *     Args:
 *         label: free words beside the availability, e.g. "back at 14:00".
 *         is_staff: may open the admin pages.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Me".
 */
export interface Me {
  id: number;
  name: string;
  email: string;
  availability: "available" | "away" | "busy";
  label: string;
  teams: MyTeam[];
  is_staff: boolean;
  [k: string]: unknown;
}
/**
 * A team I serve, and my role in it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MyTeam".
 */
export interface MyTeam {
  id: number;
  name: string;
  role: "lead" | "manager" | "member";
  [k: string]: unknown;
}
/**
 * A team's queue in the order it is served, at a version.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TeamBoard".
 */
export interface TeamBoard {
  team: number;
  version: number;
  rows: WaitingRow[];
  [k: string]: unknown;
}
/**
 * One chat waiting in a team's queue.
 *
 *     Args:
 *         entry: the queue entry, which *queue.take* names.
 *         description: the beginning of what the customer wrote, at most 120 characters.
 *         priority: higher is served first.
 *         waiting_since: when the customer first stood in line; milliseconds since 1970.
 *         away: the customer's connection is gone for the moment; Get Next passes over them.
 *         by: for a transfer or an invitation to the team: who made it.
 *         note: what they said about it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WaitingRow".
 */
export interface WaitingRow {
  entry: number;
  chat: number;
  number: string;
  name: string;
  issue: string;
  description: string;
  reason: "hold" | "invitation" | "new" | "returned" | "transfer";
  priority: number;
  waiting_since: number;
  away: boolean;
  by?: Person | null;
  note?: string;
  [k: string]: unknown;
}
/**
 * A representative as others see them.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Person".
 */
export interface Person {
  id: number;
  name: string;
  [k: string]: unknown;
}
/**
 * A canned message, its variables not yet filled.
 *
 *     Args:
 *         category: the path of its category from the root, e.g. ``["Closings", "Solved"]``.
 *         team: the team it belongs to, none where all may use it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CannedMessageView".
 */
export interface CannedMessageView {
  id: number;
  title: string;
  text: string;
  category: string[];
  team: number | null;
  [k: string]: unknown;
}
/**
 * What is a representative's own beside their chats.
 *
 *     Args:
 *         offers: the chats offered to me, the oldest offer first.
 *         alerts: what I am alerted of now, the longest first.
 *         duty: for each of my teams.
 *         load: how many chats I have under way.
 *         capacity: how many I can have at once, unless by choice.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "DeskBoard".
 */
export interface DeskBoard {
  offers: OfferRow[];
  alerts: Alert[];
  duty: Duty[];
  load: number;
  capacity: number;
  [k: string]: unknown;
}
/**
 * A chat that is offered to me, lying in my own queue.
 *
 *     Args:
 *         entry: its number, which *offer.accept* and *offer.decline* name.
 *         reason: a transfer makes the chat mine, an invitation asks me to help.
 *         by: who offers it.
 *         since: when it was made; milliseconds since 1970.
 *         until: when it lapses.
 *         waiting_since: when the customer first stood in line.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OfferRow".
 */
export interface OfferRow {
  entry: number;
  chat: number;
  number: string;
  name: string;
  issue: string;
  team: string;
  reason: "invitation" | "transfer";
  by: Person;
  note: string;
  since: number;
  until: number | null;
  waiting_since: number;
  [k: string]: unknown;
}
/**
 * Something I am alerted of, again and again, until somebody acts.
 *
 *     Args:
 *         entry: the queue entry it is about.
 *         kind: ``new``: somebody waits in my team's queue; ``overdue``: the same, unanswered for so long that leads are
 *             called; ``routed``: I was chosen for it, *queue.take* accepts and *offer.decline* rejects it until
 *             ``until``; ``transfer`` and ``invitation``: to me or to my team; ``hold``: I have held it for long.
 *         team: in whose queue it lies, or whose it is.
 *         since: when it came to lie there; milliseconds since 1970.
 *         by: who offers it.
 *         until: when it goes on to somebody else, or back to the line.
 *         repeat: seconds between two alerts.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Alert".
 */
export interface Alert {
  entry: number;
  kind: "hold" | "invitation" | "new" | "overdue" | "routed" | "transfer";
  team: string;
  chat: number;
  number: string;
  name: string;
  issue: string;
  since: number;
  waiting_since: number;
  repeat: number;
  by?: string | null;
  until?: number | null;
  [k: string]: unknown;
}
/**
 * Who is on duty as Queue Manager of a team of mine, connected or not.
 *
 *     Args:
 *         team: which.
 *         people: those on duty.
 *         watching: whether one of them is connected and available; otherwise the whole team is alerted at once.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Duty".
 */
export interface Duty {
  team: number;
  people: Person[];
  watching: boolean;
  [k: string]: unknown;
}
/**
 * Everything that was missing has been sent; the client is up to date.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Ready".
 */
export interface Ready {
  on: "ready";
  [k: string]: unknown;
}
/**
 * A whole chat: on the first load, when it becomes mine, and whenever the gap is too large to fill.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ChatOpened".
 */
export interface ChatOpened {
  on: "chat";
  chat: ChatView;
  events: Event[];
  [k: string]: unknown;
}
/**
 * A chat as one reader may see it, after event ``seq`` of that reader's counter.
 *
 *     Args:
 *         id: the chat.
 *         number: its short number, which people can say aloud.
 *         team: the team whose queue it belongs to.
 *         issue: what the customer picked.
 *         customer: the customer's own words about themselves.
 *         state: where in its life the chat is.
 *         owner: the representative responsible for it, also while they hold it.
 *         representatives: who is in the chat, longest first.
 *         customer_presence: for representatives; a customer always reads *here*.
 *         waiting_since: when the customer first stood in line; milliseconds since 1970.
 *         answered_at: when a representative first joined.
 *         ended_at: when it ended.
 *         ending_at: for representatives: when it will end unless that is undone.
 *         offers: for representatives: to whom it is offered at present, oldest first.
 *         seq: the number of the last event this view contains.
 *         customer_seen: the last event the customer has seen, in the customer's counter.
 *         representatives_seen: the last event any representative has seen, in the customer's counter.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ChatView".
 */
export interface ChatView {
  id: number;
  number: string;
  team: string;
  issue: string;
  customer: CustomerCard;
  state: "active" | "ended" | "held" | "waiting";
  owner: Person | null;
  representatives: Person[];
  customer_presence: "away" | "here" | "left";
  waiting_since: number;
  answered_at: number | null;
  ended_at: number | null;
  ending_at: number | null;
  offers: OfferMade[];
  seq: number;
  customer_seen: number;
  representatives_seen: number;
  [k: string]: unknown;
}
/**
 * Who the customer is, as they said on the portal.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CustomerCard".
 */
export interface CustomerCard {
  name: string;
  email: string;
  browser: string;
  [k: string]: unknown;
}
/**
 * The chat was offered to somebody: as their own (*transfer*), or to help in it (*invitation*).
 *
 *     Args:
 *         offer: its number, which *offer.accept* names.
 *         reason: whether the chat will be theirs.
 *         to: whom it waits for.
 *         by: who offered it.
 *         note: what they said about it; the customer never sees it.
 *         until: when it lapses, in milliseconds since 1970; none where it waits until somebody answers.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OfferMade".
 */
export interface OfferMade {
  kind: "offer.made";
  offer: number;
  reason: "invitation" | "transfer";
  to: Target;
  by: Person;
  note?: string;
  until?: number | null;
  [k: string]: unknown;
}
/**
 * To whom a chat is offered: to one representative, or to whoever of a team accepts first.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Target".
 */
export interface Target {
  name: string;
  team?: number | null;
  representative?: number | null;
  [k: string]: unknown;
}
/**
 * One line of a timeline, as it is stored and as it travels.
 *
 *     Args:
 *         seq: its number for this reader: without holes, in commit order, from 1. Customers have a counter of
 *             their own, which internal events do not move.
 *         at: milliseconds since 1970.
 *         role: who caused it.
 *         author: the representative's id; 0 for the customer and for Deskside itself.
 *         name: the author's name at that time.
 *         body: what happened.
 *         key: the key of the command that caused it, so that a sender finds their own again.
 *         public: for representatives only: the customer's number for this event, none where it is internal.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Event".
 */
export interface Event {
  seq: number;
  at: number;
  role: "customer" | "representative" | "system";
  author: number;
  name: string;
  body:
    | ChatStarted
    | MessagePosted
    | NotePosted
    | RepresentativeJoined
    | RepresentativeLeft
    | OwnerChanged
    | ChatTakenOver
    | OfferMade
    | OfferClosed
    | ChatMoved
    | ChatHeld
    | ChatResumed
    | ChatReturned
    | CustomerAway
    | CustomerBack
    | CustomerLeft
    | ChatEnding
    | EndingUndone
    | ChatEnded;
  key?: string | null;
  public?: number | null;
  [k: string]: unknown;
}
/**
 * The customer asked for help and stands in the team's queue.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ChatStarted".
 */
export interface ChatStarted {
  kind: "chat.started";
  issue: string;
  team: string;
  description: string;
  [k: string]: unknown;
}
/**
 * Somebody said something both sides read. ``canned`` is the title of the canned message it was made from.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MessagePosted".
 */
export interface MessagePosted {
  kind: "message";
  text: string;
  canned?: string | null;
  [k: string]: unknown;
}
/**
 * A representative wrote something the customer never sees.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "NotePosted".
 */
export interface NotePosted {
  kind: "note";
  text: string;
  [k: string]: unknown;
}
/**
 * A representative came into the chat. ``owner`` has it now.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RepresentativeJoined".
 */
export interface RepresentativeJoined {
  kind: "representative.joined";
  representative: Person;
  owner: Person;
  how?: "invitation" | "rejoined" | "take_over" | "taken" | "transfer";
  [k: string]: unknown;
}
/**
 * A representative left, or was lost, while another stayed. ``owner`` has the chat now.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RepresentativeLeft".
 */
export interface RepresentativeLeft {
  kind: "representative.left";
  representative: Person;
  owner: Person;
  lost?: boolean;
  [k: string]: unknown;
}
/**
 * Somebody who was in the chat already has it now.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OwnerChanged".
 */
export interface OwnerChanged {
  kind: "owner.changed";
  owner: Person;
  [k: string]: unknown;
}
/**
 * A lead took the chat over, and why. Who owned it before stays in it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ChatTakenOver".
 */
export interface ChatTakenOver {
  kind: "chat.taken_over";
  representative: Person;
  reason: string;
  [k: string]: unknown;
}
/**
 * An offer is over: ``accepted`` or ``declined`` by the one it was made to, ``lapsed`` unanswered, ``withdrawn``,
 *     ``receiver_gone`` when their connection was lost, or ``moved_on``, the chat having ended or changed hands.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OfferClosed".
 */
export interface OfferClosed {
  kind: "offer.closed";
  offer: number;
  reason: "invitation" | "transfer";
  to: Target;
  how: "accepted" | "declined" | "lapsed" | "moved_on" | "receiver_gone" | "withdrawn";
  by?: Person | null;
  [k: string]: unknown;
}
/**
 * The chat belongs to another team now: it was transferred, or had waited too long in the other's queue.
 *
 *     Args:
 *         team: the name of its team.
 *         id: the team.
 *         before: the team it belonged to.
 *         why: what moved it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ChatMoved".
 */
export interface ChatMoved {
  kind: "chat.moved";
  team: string;
  id: number;
  before: number;
  why: "overflow" | "transfer";
  [k: string]: unknown;
}
/**
 * The last representative stepped away; the chat lies in their personal queue, until then at the longest
 *     (milliseconds since 1970).
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ChatHeld".
 */
export interface ChatHeld {
  kind: "chat.held";
  representative: Person;
  until?: number | null;
  [k: string]: unknown;
}
/**
 * The representative who held the chat is back.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ChatResumed".
 */
export interface ChatResumed {
  kind: "chat.resumed";
  representative: Person;
  [k: string]: unknown;
}
/**
 * The chat lies at the head of its team's queue again: its representative was lost, or the hold grew too old.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ChatReturned".
 */
export interface ChatReturned {
  kind: "chat.returned";
  representative: Person;
  why: "hold_too_long" | "lost";
  [k: string]: unknown;
}
/**
 * The customer's connection is gone; they keep their place.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CustomerAway".
 */
export interface CustomerAway {
  kind: "customer.away";
  [k: string]: unknown;
}
/**
 * The customer is connected again.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CustomerBack".
 */
export interface CustomerBack {
  kind: "customer.back";
  [k: string]: unknown;
}
/**
 * The customer left: by the button, or by being away longer than the grace.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CustomerLeft".
 */
export interface CustomerLeft {
  kind: "customer.left";
  how: "away" | "button";
  [k: string]: unknown;
}
/**
 * The owner ends the chat; until then it can be undone, and the customer knows nothing of it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ChatEnding".
 */
export interface ChatEnding {
  kind: "chat.ending";
  representative: Person;
  until: number;
  [k: string]: unknown;
}
/**
 * The chat goes on after all: somebody undid it, the customer wrote once more, or it changed hands.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "EndingUndone".
 */
export interface EndingUndone {
  kind: "chat.ending_undone";
  why: "customer_wrote" | "moved_on" | "undone";
  [k: string]: unknown;
}
/**
 * The chat is over; nothing can be posted any more.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ChatEnded".
 */
export interface ChatEnded {
  kind: "chat.ended";
  by: "customer" | "representative";
  [k: string]: unknown;
}
/**
 * A chat is no longer mine to see; nothing more will come of it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ChatGone".
 */
export interface ChatGone {
  on: "chat.gone";
  chat: number;
  [k: string]: unknown;
}
/**
 * One more line of a chat's timeline. If ``seq`` is not the one after the last, send *sync*.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "EventFrame".
 */
export interface EventFrame {
  on: "event";
  chat: number;
  event: Event;
  [k: string]: unknown;
}
/**
 * A team's queue has changed from ``version - 1`` to ``version``; a client that missed one connects anew.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BoardChanged".
 */
export interface BoardChanged {
  on: "board";
  team: number;
  version: number;
  put?: WaitingRow[];
  dropped?: Withdrawn[];
  [k: string]: unknown;
}
/**
 * A row that is no longer waiting, and who took it; nobody where the customer left.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Withdrawn".
 */
export interface Withdrawn {
  entry: number;
  taken_by: string | null;
  [k: string]: unknown;
}
/**
 * A team's queue as it is, where it changed while I was being welcomed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BoardWhole".
 */
export interface BoardWhole {
  on: "board.whole";
  board: TeamBoard;
  [k: string]: unknown;
}
/**
 * What is offered to me and what I am alerted of, whole, whenever it changes.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "DeskChanged".
 */
export interface DeskChanged {
  on: "desk";
  desk: DeskBoard;
  [k: string]: unknown;
}
/**
 * My own availability has changed, perhaps in another tab.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MeChanged".
 */
export interface MeChanged {
  on: "me";
  me: Me;
  [k: string]: unknown;
}
/**
 * For a waiting customer: 1 is next.
 *
 * Args:
 *     wait: how long it usually takes from here; none where it cannot be told honestly.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PlaceInLine".
 */
export interface PlaceInLine {
  on: "place";
  chat: number;
  place: number;
  wait?: Wait | null;
  [k: string]: unknown;
}
/**
 * How long it usually takes from a place in line: four in five wait between these, in seconds.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Wait".
 */
export interface Wait {
  low: number;
  high: number;
  [k: string]: unknown;
}
/**
 * Somebody is typing; forget it after six seconds without another.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TypingFrame".
 */
export interface TypingFrame {
  on: "typing";
  chat: number;
  role: "customer" | "representative";
  author: number;
  name: string;
  typing: boolean;
  [k: string]: unknown;
}
/**
 * The other side has seen everything up to this number of the customer's counter.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SeenFrame".
 */
export interface SeenFrame {
  on: "seen";
  chat: number;
  role: "customer" | "representative";
  public: number;
  [k: string]: unknown;
}
/**
 * A command was carried out. A new message is answered by its own event instead; sent again, by this.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Done".
 */
export interface Done {
  on: "done";
  key: string;
  seq?: number | null;
  result?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * A command, or a frame that could not be understood (then ``key`` is empty), was not carried out.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Refused".
 */
export interface Refused {
  on: "refused";
  key: string;
  code: string;
  text: string;
  detail?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * Are you there? ``heads`` holds the last number of each chat of this connection: behind it, send *sync*.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PingFrame".
 */
export interface PingFrame {
  on: "ping";
  n: number;
  heads?: {
    [k: string]: number;
  };
  [k: string]: unknown;
}
/**
 * The answer to the client's ping.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PongFrame".
 */
export interface PongFrame {
  on: "pong";
  n: number;
  [k: string]: unknown;
}
/**
 * The connection is about to be closed, and why. ``again`` says whether connecting anew makes sense.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Bye".
 */
export interface Bye {
  on: "bye";
  code: string;
  text: string;
  again: boolean;
  [k: string]: unknown;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Results".
 */
export interface Results {
  "message.post": Posted;
  "chats.recent": Recent;
  "chat.look": Look;
  "team.chats": TeamChats;
  "chat.start": Started;
  "push.test": Tested;
  "queue.get_next": Taken;
  "queue.take": Taken;
  "chat.transfer": Offered;
  "chat.invite": Offered;
  "offer.accept": Taken;
  "chat.rejoin": Taken;
  "chat.take_over": Taken;
  "transfer.choices": Choices;
}
/**
 * The message's number in the sender's own counter.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Posted".
 */
export interface Posted {
  seq: number;
  [k: string]: unknown;
}
/**
 * My recent chats, the last first.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Recent".
 */
export interface Recent {
  chats: PastChat[];
  [k: string]: unknown;
}
/**
 * A chat I took part in.
 *
 *     Args:
 *         left_at: when I left it, or it ended; milliseconds since 1970.
 *         owner: whose it is or was at last.
 *         open: whether it goes on without me.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PastChat".
 */
export interface PastChat {
  id: number;
  number: string;
  name: string;
  issue: string;
  team: string;
  left_at: number;
  owner: Person | null;
  open: boolean;
  [k: string]: unknown;
}
/**
 * A chat as it is at this moment; nothing more will come of it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Look".
 */
export interface Look {
  view: ChatView;
  events: Event[];
  [k: string]: unknown;
}
/**
 * The chats of a team that somebody has, the oldest first.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TeamChats".
 */
export interface TeamChats {
  rows: TeamChat[];
  [k: string]: unknown;
}
/**
 * A chat somebody of a team has.
 *
 *     Args:
 *         owner_presence: whether they are there; ``signed_out`` is not connected.
 *         since: when the customer first stood in line; milliseconds since 1970.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TeamChat".
 */
export interface TeamChat {
  id: number;
  number: string;
  name: string;
  issue: string;
  state: "active" | "ended" | "held" | "waiting";
  owner: Person;
  owner_presence: "available" | "away" | "busy" | "signed_out";
  since: number;
  [k: string]: unknown;
}
/**
 * The new chat and the token that opens it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Started".
 */
export interface Started {
  chat: number;
  token: string;
  [k: string]: unknown;
}
/**
 * To how many browsers a test is on its way.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Tested".
 */
export interface Tested {
  browsers: number;
  [k: string]: unknown;
}
/**
 * The chat that is now mine; it has already been sent as a ``chat`` frame.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Taken".
 */
export interface Taken {
  chat: number;
  [k: string]: unknown;
}
/**
 * The offer that now waits for an answer; *offer.withdraw* names it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Offered".
 */
export interface Offered {
  offer: number;
  [k: string]: unknown;
}
/**
 * Everybody a chat could be handed to: those who are there first.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Choices".
 */
export interface Choices {
  people: Colleague[];
  teams: TeamChoice[];
  [k: string]: unknown;
}
/**
 * A representative other than me.
 *
 *     Args:
 *         teams: the teams they serve.
 *         presence: their availability, or that they are not connected; then nothing can be offered to them.
 *         label: their own words beside it.
 *         load: how many chats they have under way.
 *         capacity: how many they can have.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Colleague".
 */
export interface Colleague {
  id: number;
  name: string;
  teams: string[];
  presence: "available" | "away" | "busy" | "signed_out";
  label: string;
  load: number;
  capacity: number;
  [k: string]: unknown;
}
/**
 * A team, how many wait in its queue, and how many of it are connected and available.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TeamChoice".
 */
export interface TeamChoice {
  id: number;
  name: string;
  waiting: number;
  available: number;
  [k: string]: unknown;
}
