import type { Translated } from "@rapport/contract";
import { nameAfter } from "@rapport/domain";

/** The change with the complete name: languages that it does not name stay. */
export function renamed<C extends { name?: Translated | null | undefined }>(stored: { readonly name: Translated } | undefined, change: C): C {
  return change.name ? { ...change, name: nameAfter({ stored: stored?.name, change: change.name }) } : change;
}
