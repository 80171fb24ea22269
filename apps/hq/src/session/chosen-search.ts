/** What pages are about, in the address of every page: it stays as one goes from page to page. Without a name, a page is about the first. */
export const CHOSEN = ["suite", "legalEntity"] as const;
export type ChosenSearch = { readonly [Name in (typeof CHOSEN)[number]]?: string | undefined };

/** Names as the address writes them. What cannot be a name is one that nothing has: it is then said to be unknown, and nothing else is shown in its place. */
export function readChosen(address: Readonly<Record<string, unknown>>): ChosenSearch {
  return { suite: nameOf(address["suite"]), legalEntity: nameOf(address["legalEntity"]) };
}

/** The router reads an address as JSON where it can, so a name of digits comes as a number. */
function nameOf(value: unknown): string | undefined {
  return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
}
