import * as storage from "../../wire/storage";

const STORED = "corner";

export const CORNERS = ["lower-right", "lower-left", "upper-right", "upper-left"] as const;

export type Corner = (typeof CORNERS)[number];

/** Where pop-ups appear. */
class Where {
  #corner = $state<Corner>(storage.read<Corner>(STORED) ?? "lower-right");

  get corner(): Corner {
    return this.#corner;
  }

  set corner(corner: Corner) {
    this.#corner = corner;
    storage.write(STORED, corner);
  }
}

export const where = new Where();
