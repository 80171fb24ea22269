import { z } from "zod";
import { type EditedValues, fieldOf } from "@rapport/app-shell/customer-form";
import type { Basis } from "./save-edits.ts";

const Value = z.union([z.string(), z.array(z.string())]);
const Changed = z.record(z.string(), z.object({ read: Value, mine: Value }));

/** What a form changed, as its writer's device keeps it: the fields, and the attributes by their codes, because their places may change. */
const KeptEdit = z.object({ version: z.int(), fields: Changed, attributes: Changed });
export type KeptEdit = z.infer<typeof KeptEdit>;

/** Fields of attributes by their code. */
type Attributes = readonly { readonly code: string }[];

/** The changed fields as a text; empty when nothing is changed. */
export function writeKept({ typed, basis, attributes }: { typed: EditedValues; basis: Basis<number>; attributes: Attributes }): string {
  const codes = new Map(attributes.map(({ code }, index) => [fieldOf(index), code]));
  const changed = Object.entries(typed).flatMap(([name, mine]) => {
    const read = basis.values[name] ?? "";
    return same(mine, read) ? [] : [[name, { read, mine }] as const];
  });
  if (changed.length === 0) return "";
  const kept: KeptEdit = {
    version: basis.version,
    fields: Object.fromEntries(changed.filter(([name]) => !codes.has(name))),
    attributes: Object.fromEntries(changed.flatMap(([name, values]) => (codes.has(name) ? [[codes.get(name) ?? "", values]] : []))),
  };
  return JSON.stringify(kept);
}

export function readKept(text: string): KeptEdit | null {
  try {
    return KeptEdit.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // A text of another version is no draft.
    return null;
  }
}

/**
 * The form goes on where it was: what the person changed, over what is stored now. A field that somebody else changed meanwhile too counts as read
 * before that, so that a save tells both. An attribute that the store has no more, or that is of another kind now, is left out.
 */
export function goOn(kept: KeptEdit, { now, attributes }: { now: Basis<number>; attributes: Attributes }): { start: EditedValues; basis: Basis<number> } {
  const changed = [
    ...Object.entries(kept.fields),
    ...attributes.flatMap(({ code }, index) => {
      const values = kept.attributes[code];
      return values === undefined ? [] : [[fieldOf(index), values] as const];
    }),
  ].filter(([name, { mine }]) => name in now.values && Array.isArray(mine) === Array.isArray(now.values[name]));
  return {
    start: { ...now.values, ...Object.fromEntries(changed.map(([name, { mine }]) => [name, mine])) },
    basis: { version: kept.version, values: { ...now.values, ...Object.fromEntries(changed.map(([name, { read }]) => [name, read])) } },
  };
}

function same(a: string | string[], b: string | string[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
