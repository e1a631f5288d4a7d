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
  | SetAvailability
  | StartChat
  | GetNext
  | TakeEntry
  | HoldChat
  | ResumeChat
  | LeaveChat
  | EndChat;
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
 * Give me the longest-waiting chat of the highest priority among my teams.
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
}
/**
 * Give me this one.
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
 * End the session for the customer; only the owner may.
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
 * The answer to *hello*; the chats, or what is missing of them, follow as ``chat`` and ``event``, then ``ready``.
 *
 * Args:
 *     now: the server's time, so that a client with a wrong clock shows right waits.
 *     chats: the chats that follow; a client forgets any other it still shows as its own.
 *     me: for representatives: who they are and their teams.
 *     boards: for representatives: the queue of each of their teams.
 *     canned: for representatives: the canned messages they may use.
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
  reason: "hold" | "new" | "returned";
  priority: number;
  waiting_since: number;
  away: boolean;
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
    | ChatHeld
    | ChatResumed
    | ChatReturned
    | CustomerAway
    | CustomerBack
    | CustomerLeft
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
 * A representative took the chat from a queue; the first in the chat is its owner.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RepresentativeJoined".
 */
export interface RepresentativeJoined {
  kind: "representative.joined";
  representative: Person;
  [k: string]: unknown;
}
/**
 * A representative left while another stayed. ``owner`` has the chat now.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RepresentativeLeft".
 */
export interface RepresentativeLeft {
  kind: "representative.left";
  representative: Person;
  owner: Person;
  [k: string]: unknown;
}
/**
 * The last representative stepped away; the chat lies in their personal queue.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ChatHeld".
 */
export interface ChatHeld {
  kind: "chat.held";
  representative: Person;
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
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PlaceInLine".
 */
export interface PlaceInLine {
  on: "place";
  chat: number;
  place: number;
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
  "chat.start": Started;
  "queue.get_next": Taken;
  "queue.take": Taken;
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
 * The chat that is now mine; it has already been sent as a ``chat`` frame.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Taken".
 */
export interface Taken {
  chat: number;
  [k: string]: unknown;
}
