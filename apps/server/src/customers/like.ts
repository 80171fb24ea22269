/** The text as a part of a LIKE pattern that stands for itself, `%` and `_` included. */
export function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}
