/**
 * Options in the order in which people expect them while they type: those that begin with what was typed come first, then those in which a word begins with it, then
 * the others. Within each the order stays.
 */
export function byMatch<Option extends { readonly label: string }>(options: readonly Option[], typed: string): readonly Option[] {
  const sought = folded(typed.trim());
  if (sought === "") return options;
  return options
    .map((option) => ({ option, rank: rankOf(folded(option.label), sought) }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ option }) => option);
}

/** Whether what was typed is the whole name. */
export function isNamed(label: string, typed: string): boolean {
  return folded(label) === folded(typed.trim());
}

function rankOf(label: string, sought: string): number {
  if (label.startsWith(sought)) return 0;
  for (let at = label.indexOf(sought); at > 0; at = label.indexOf(sought, at + 1)) if (!IN_WORD.test(label.slice(0, at))) return 1;
  return 2;
}

/** The text before ends in a letter or a digit. */
const IN_WORD = /[\p{L}\p{N}]$/u;

/** As lists are filtered: without accents, in any case. */
function folded(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
