import { deviceStorage } from "@rapport/app-shell";

const KEY = "rapport.locked";

/** Written when somebody locks this register, until the server knows: so that it stays locked without a network, also after a reload (SI17). */
export const lockMark = {
  set: () => deviceStorage().setItem(KEY, "1"),
  clear: () => deviceStorage().removeItem(KEY),
  isSet: () => deviceStorage().getItem(KEY) !== null,
  /** True for another tab's change that locks. */
  isIn: ({ key, newValue }: StorageEvent) => key === KEY && newValue !== null,
};
