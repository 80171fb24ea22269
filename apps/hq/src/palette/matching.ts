/** True when the text contains every typed word, whatever the case and accents. */
export function matches(text: string, typed: string): boolean {
  const plain = plainly(text);
  return plainly(typed)
    .split(/\s+/u)
    .every((word) => plain.includes(word));
}

/** Those that match, the ones first in which every typed word begins a word: `new st` is a new store before it is a new customer. */
export function bestFirst<Item>(items: readonly Item[], { typed, textOf }: { typed: string; textOf: (item: Item) => string }): Item[] {
  const found = items.filter((item) => matches(textOf(item), typed));
  const begins = (item: Item) => {
    const words = plainly(textOf(item)).split(/[^\p{L}\p{N}]+/u);
    return plainly(typed)
      .split(/\s+/u)
      .every((part) => words.some((word) => word.startsWith(part)));
  };
  return found.toSorted((a, b) => Number(begins(b)) - Number(begins(a)));
}

function plainly(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
}
