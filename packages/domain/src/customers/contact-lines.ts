/** The fields of one entry of a list of contacts, in the order in which a line has them. `main` is the one that a line without bars holds. */
export interface LineForm<F extends string> {
  readonly fields: readonly F[];
  readonly main: F;
}

/** A phone number, an e-mail address or an address as one line: its kind, then its other fields, with bars between them (HC5). */
export const CONTACT_LINES = {
  otherPhones: { fields: ["kind", "number"], main: "number" },
  otherEmails: { fields: ["kind", "address"], main: "address" },
  otherAddresses: { fields: ["kind", "street", "postalCode", "city", "region", "country"], main: "street" },
} as const satisfies Record<string, LineForm<string>>;

/** An entry as one line. A bar, a backslash or a line end inside a value has a backslash in front. */
export function lineOf<F extends string>({ fields, main }: LineForm<F>, entry: { readonly [Field in F]?: string | undefined }): string {
  const values = fields.map((field) => escaped(entry[field] ?? ""));
  const isBare = fields.every((field, at) => field === main || values[at] === "");
  return isBare ? escaped(entry[main] ?? "") : values.join(" | ").trim();
}

/** The entry that a line says; fields that it does not reach are empty. Null when it has more parts than there are fields. */
export function entryOf<F extends string>({ fields, main }: LineForm<F>, line: string): Record<F, string> | null {
  const parts = line.split(BAR).map((part) => part.trim().replaceAll(ESCAPED, (_, sign: string) => (sign === "n" ? "\n" : sign)));
  if (parts.length > fields.length) return null;
  const named = parts.length === 1 ? [[main, parts[0] ?? ""] as const] : fields.map((field, at) => [field, parts[at] ?? ""] as const);
  return { ...(Object.fromEntries(fields.map((field) => [field, ""])) as Record<F, string>), ...Object.fromEntries(named) };
}

/** A bar that no backslash stands in front of. Backslashes come in pairs unless the last one escapes. */
const BAR = /(?<=(?<!\\)(?:\\\\)*)\|/u;
const ESCAPED = /\\([\\|n])/g;

function escaped(value: string): string {
  return value.replaceAll(/[\\|]/g, String.raw`\$&`).replaceAll(/\r\n?|\n/g, String.raw`\n`);
}
