import type { Translated } from "@rapport/contract";
import type { Label } from "@rapport/contract/clienteling";

/** A name in every language; where a word is missing, the English one (U14). */
export function inEveryLanguage({ en, nl }: Translated): Label {
  return { en, nl: nl ?? en };
}

/** A name after a write of some languages (C1): the others stay, and `null` removes one. */
export function nameAfter({ stored, change }: { stored: Translated | undefined; change: Translated }): Translated {
  const { en, nl } = { ...stored, ...change };
  return nl === null || nl === undefined ? { en } : { en, nl };
}
