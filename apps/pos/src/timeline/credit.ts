/** The channel and the campaign a sale is credited to, as one text; null when neither is known. */
export function creditText({ marketingChannel, campaign }: { marketingChannel: string | null; campaign: string | null }): string | null {
  const known = [marketingChannel, campaign].filter((part): part is string => part !== null && part !== "");
  return known.length === 0 ? null : [...new Set(known)].join(", ");
}
