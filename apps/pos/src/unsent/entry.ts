import { CustomerId } from "@rapport/contract";
import { z } from "zod";

/** An entry was finished at `writtenAt` by this device's clock; null for a draft. */
const about = { id: z.uuid(), customerId: CustomerId, customerName: z.string(), writtenAt: z.number().nullable() };

/** Devices kept notes before there were other kinds, without naming one. */
const KeptNote = z.object({ kind: z.literal("note").default("note"), ...about, text: z.string(), pinned: z.boolean() });
const KeptActivity = z.object({
  kind: z.literal("activity"),
  ...about,
  /** The code of its type and its name as it was chosen; empty while none is. */
  type: z.string(),
  typeName: z.string(),
  /** When it happened, as typed; empty for now. `at` is the same as a point in time. */
  day: z.string(),
  time: z.string(),
  at: z.string().nullable(),
  title: z.string(),
  text: z.string(),
});

/** A new customer who is not made yet, always a draft: `text` holds the values of the form, and is empty while nothing was typed. */
const KeptCustomer = z.object({ kind: z.literal("customer"), ...about, text: z.string() });

/** What a form changes of a customer, always a draft: `text` holds the changed fields, and is empty while nothing is changed. */
const KeptEdit = z.object({ kind: z.literal("edit"), ...about, text: z.string() });

/** What a person wrote about a customer and the server has not acknowledged, as kept on the device. */
export const KeptEntry = z.union([KeptActivity, KeptCustomer, KeptEdit, KeptNote]);
export type KeptEntry = z.infer<typeof KeptEntry>;
export type EntryKind = KeptEntry["kind"];
export type EntryOf<K extends EntryKind> = Extract<KeptEntry, { kind: K }>;

/** The content of an entry, without what its keeping adds. */
type Content<E> = E extends KeptEntry ? Omit<E, "id" | "writtenAt"> : never;
export type Written = Content<KeptEntry>;

/** A `waiting` entry is sent by itself; about a `failed` one its writer must decide. */
type Standing = { readonly state: "draft" | "saving" | "waiting" } | { readonly state: "failed"; readonly error: unknown };
export type UnsentEntry<K extends EntryKind = EntryKind> = EntryOf<K> & Standing;

/** A worker's entries on this device. If not `isKept`, they are lost with the page. */
export interface Unsent {
  readonly entries: readonly UnsentEntry[];
  readonly isKept: boolean;
}
export const NOTHING: Unsent = { entries: [], isKept: true };

/** The draft of a kind about a customer. */
export function draftOf<K extends EntryKind>(
  { entries }: Pick<Unsent, "entries">,
  { kind, customerId }: { kind: K; customerId: CustomerId },
): UnsentEntry<K> | undefined {
  return entries.find((entry): entry is UnsentEntry<K> => entry.kind === kind && entry.state === "draft" && entry.customerId === customerId);
}

/** Finished entries, newest first. */
export function finished({ entries }: Pick<Unsent, "entries">): UnsentEntry[] {
  return entries.filter(({ writtenAt }) => writtenAt !== null).toSorted((a, b) => (b.writtenAt ?? 0) - (a.writtenAt ?? 0));
}

/** True when nothing was typed. A type that was only tapped is no draft. */
export function isBlank(written: Written): boolean {
  const typed = written.kind === "activity" ? [written.title, written.text] : [written.text];
  return typed.every((text) => text.trim() === "");
}
