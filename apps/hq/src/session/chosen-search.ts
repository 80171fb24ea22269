/** The report suite and the legal entity that pages are about. The address of every page has them, so that they stay chosen. A page without one shows the first. */
export const CHOSEN = ["suite", "legalEntity"] as const;
export type ChosenSearch = { readonly [Name in (typeof CHOSEN)[number]]?: string | undefined };

/** Names as in the address. Text that cannot be a name counts as an unknown name, and the page says so. */
export function readChosen(address: Readonly<Record<string, unknown>>): ChosenSearch {
  return { suite: nameOf(address["suite"]), legalEntity: nameOf(address["legalEntity"]) };
}

/** The router reads an address as JSON where it can, so a name of digits comes as a number. */
function nameOf(value: unknown): string | undefined {
  return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
}
