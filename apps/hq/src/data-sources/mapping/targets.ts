/** The headers of the source's own format (FF26, FF30), those that people need most first. */
export const TARGETS: readonly { readonly group: "row" | "amounts" | "values" | "eVars" | "props" | "events"; readonly headers: readonly string[] }[] = [
  { group: "row", headers: ["Date", "transactionID", "VisitorID"] },
  { group: "amounts", headers: ["Price", "Quantity", "Orders", "Cart Opens", "Cart Adds", "Cart Removes", "Cart Views", "Checkouts", "Product Views"] },
  { group: "values", headers: ["Product", "Category", "Tracking Code", "Marketing Channel", "Marketing Channel Detail", "Zip", "Channel"] },
  { group: "eVars", headers: Array.from({ length: 250 }, (_, i) => `Evar ${i + 1}`) },
  { group: "props", headers: Array.from({ length: 75 }, (_, i) => `Prop ${i + 1}`) },
  { group: "events", headers: Array.from({ length: 1_000 }, (_, i) => `Event ${i + 1}`) },
];

/** Whether a column holds amounts, whose sign can be turned. */
export function isAmount(header: string | null): boolean {
  return header !== null && (/^Event \d+$/i.test(header) || TARGETS.some(({ group, headers }) => group === "amounts" && headers.includes(header)));
}
