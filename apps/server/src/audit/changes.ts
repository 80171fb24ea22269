import type { AuditSubject } from "@rapport/contract/system";

/** What was changed of a thing, by field: before and after, in JSON. */
export type Changes = Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;

/** Something an entry names. `changes` is JSON: what was changed, each with `from` and `to`. */
export interface NamedSubject {
  readonly kind: AuditSubject;
  readonly id: string;
  readonly changes?: string | undefined;
}

export function writtenChanges(changes: Changes | undefined): string | undefined {
  return changes === undefined ? undefined : JSON.stringify(changes);
}

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
