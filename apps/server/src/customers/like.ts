/** The text escaped for a LIKE pattern, so that `%` and `_` match only themselves. */
export function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}
