/** A number in the form in which it can be read again: `1.125` could be a thousand to somebody, `1.1250` cannot. */
export function typedNumber(number: number | undefined): string {
  if (number === undefined) return "";
  const text = String(number);
  return readNumber(text) === null && readNumber(`${text}0`) !== null ? `${text}0` : text;
}

/** A number with a point or a comma. `1.000` and `1,000` are a thousand to some people and one to others, so they are not read. */
export function readNumber(text: string): number | null {
  const typed = text.trim();
  if (!/^-?\d{1,15}([.,]\d{1,4})?$/.test(typed) || /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(typed)) return null;
  return Number(typed.replace(",", "."));
}
