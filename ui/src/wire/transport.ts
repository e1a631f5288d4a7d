const STORED = "deskside.polls";
const UPGRADES = 2;
/** After a WebSocket has opened on this page, a server that restarts is likelier than a proxy that begins to forbid. */
const UPGRADES_ONCE_OPENED = 6;

/**
 * How the next connection is made: by WebSocket, or by requests where a proxy seems to forbid WebSockets. Both are
 * tried in turn until one works; requests that have worked are kept as long as the page lives.
 */
export class Transport {
  #polls = remembered();
  #works = false;
  #failedUpgrades = 0;
  #patience = UPGRADES;

  /** By requests, not by WebSocket. */
  get polls(): boolean {
    return this.#polls;
  }

  /** The connection has come about. */
  opened(): void {
    this.#failedUpgrades = 0;
    if (!this.#polls) {
      this.#patience = UPGRADES_ONCE_OPENED;
      return;
    }
    this.#works = true;
    remember(true);
  }

  /** The connection has not come about. */
  failed(): void {
    if (!this.#polls) {
      this.#polls = ++this.#failedUpgrades === this.#patience;
      return;
    }
    remember(false);
    this.#polls = this.#works;
    this.#failedUpgrades = 0;
  }
}

/** For as long as the tab lives, so that a reload does not begin by failing. */
function remember(polls: boolean): void {
  try {
    if (polls) sessionStorage.setItem(STORED, "yes");
    else sessionStorage.removeItem(STORED);
  } catch {
    // A reload tries anew.
  }
}

function remembered(): boolean {
  try {
    return sessionStorage.getItem(STORED) !== null;
  } catch {
    return false;
  }
}
