import { common } from "./common";
import { translator } from "./index";

export const t = translator({ ...common } as const);
