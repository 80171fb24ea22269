/** The report suite and the legal entity that pages are about. They stand in the address of every page, so that they stay chosen. A page without one shows the first. */
export const CHOSEN = ["suite", "legalEntity"] as const;
export type ChosenSearch = { readonly [Name in (typeof CHOSEN)[number]]?: string | undefined };

/** Names as the address writes them. Text that cannot be a name counts as a name that nothing has: the page says that it is unknown. */
export function readChosen(address: Readonly<Record<string, unknown>>): ChosenSearch {
  return { suite: nameOf(address["suite"]), legalEntity: nameOf(address["legalEntity"]) };
}

/** The router reads an address as JSON where it can, so a name of digits comes as a number. */
function nameOf(value: unknown): string | undefined {
  return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
}
