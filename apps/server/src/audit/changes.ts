import type { Changes } from "./audit.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * What differs between two states of a thing, field by field. A new one has no `before`, and its empty fields are left out. Attributes and other records of
 * values stand by their own names.
 */
export function changesBetween(before: Fields | undefined, after: Fields): Changes {
  const [from, to] = [flat(before ?? {}), flat(after)];
  const fields = [...new Set([...from.keys(), ...to.keys()])];
  return Object.fromEntries(
    fields.flatMap((field) => {
      const change = { from: from.get(field) ?? null, to: to.get(field) ?? null };
      const isSame = JSON.stringify(change.from) === JSON.stringify(change.to) || (before === undefined && isEmpty(change.to));
      return isSame ? [] : [[field, change]];
    }),
  );
}

function flat(fields: Fields): Map<string, unknown> {
  return new Map(
    Object.entries(fields).flatMap(([field, value]): [string, unknown][] =>
      isRecord(value) ? Object.entries(value).map(([inner, of]) => [`${field}.${inner}`, of]) : [[field, value]],
    ),
  );
}

function isEmpty(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
