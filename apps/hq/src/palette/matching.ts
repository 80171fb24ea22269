/** True when the text contains every typed word, whatever the case and accents. */
export function matches(text: string, typed: string): boolean {
  const plain = plainly(text);
  return plainly(typed)
    .split(/\s+/u)
    .every((word) => plain.includes(word));
}

function plainly(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
}
