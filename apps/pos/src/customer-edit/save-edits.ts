import { Refusal } from "@rapport/contract";
import type { EditedValues } from "@rapport/app-shell/customer-form";
import { mergeEdits } from "@rapport/domain";

/** What the form is about: the customer as it was read, in a version. */
export interface Basis<V> {
  readonly values: EditedValues;
  readonly version: V;
}

/** What is stored now, and who saved it: null for a program. */
export interface Stored<V> extends Basis<V> {
  readonly by: string | null;
  readonly at: string;
}

/** Fields to which somebody else gave another value meanwhile. */
export interface Clash {
  readonly by: string | null;
  readonly at: string;
  readonly fields: readonly string[];
  readonly theirs: EditedValues;
}

export type Outcome = { readonly clash: Clash } | { readonly clash: null; readonly mergedWith: string | null | undefined };

/**
 * Saves what the form changed. What somebody else saved meanwhile in other fields is kept, and the save is tried again; where both changed the same
 * field nothing is saved, and the person chooses. `basis` stays what it is: the form still shows what was read then, also when a later try is refused.
 */
export async function saveEdits<V>({
  typed,
  basis,
  send,
  readAgain,
}: {
  typed: EditedValues;
  basis: Basis<V>;
  send: (edits: { values: EditedValues; about: Basis<V> }) => Promise<unknown>;
  readAgain: () => Promise<Stored<V>>;
}): Promise<Outcome> {
  let about = basis;
  let values = typed;
  let mergedWith: string | null | undefined;
  for (;;) {
    try {
      await send({ values, about });
      return { clash: null, mergedWith };
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "saved.meanwhile") throw error;
    }
    const { values: theirs, version, by, at } = await readAgain();
    const merged = mergeEdits({ read: about.values, mine: values, theirs });
    if (merged.conflicts.length > 0) return { clash: { by, at, fields: merged.conflicts, theirs } };
    about = { values: theirs, version };
    values = merged.values;
    mergedWith = by;
  }
}

/** The person has seen what the other one gave these fields. The version stays, because the other fields are still as they were read. */
export function chosenFrom<V>(basis: Basis<V>, { fields, theirs }: Pick<Clash, "fields" | "theirs">): Basis<V> {
  return { ...basis, values: { ...basis.values, ...only(fields, theirs) } };
}

export function only(fields: readonly string[], values: EditedValues): EditedValues {
  return Object.fromEntries(fields.map((field) => [field, values[field] ?? ""]));
}
