/** What the server writes into the page. */
export interface Bootstrap {
  desk: string;
  socket: string;
  sign_out: string;
  csrf: string;
  admin: string | null;
  /** The public key of web push; missing where it is not set up. */
  push?: string | null;
}

export function readBootstrap(): Bootstrap {
  return JSON.parse(document.getElementById("bootstrap")!.textContent) as Bootstrap;
}
