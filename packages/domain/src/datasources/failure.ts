/** Text from a file, safe for a parameter: in quotes, at most 60 characters, control characters escaped. */
export function quoted(text: string): string {
  const characters = Array.from(text);
  return JSON.stringify(characters.length > 60 ? `${characters.slice(0, 60).join("")}…` : text);
}
