import { usePreferences } from "@rapport/app-shell";
import type { Translated } from "@rapport/contract";
import { inEveryLanguage } from "@rapport/domain";

interface Named {
  readonly code: string;
  readonly name: Translated;
}

/** Names of attributes and groups in the reader's language. A code that is not among the named ones stays a code. */
export function useNames(): {
  readonly nameOf: (named: Pick<Named, "name">) => string;
  readonly nameAmong: (all: readonly Named[], code: string) => string;
} {
  const { language } = usePreferences().appearance;
  const nameOf = ({ name }: Pick<Named, "name">) => inEveryLanguage(name)[language];
  return {
    nameOf,
    nameAmong(all, code) {
      const named = all.find((one) => one.code === code);
      return named === undefined ? code : nameOf(named);
    },
  };
}
