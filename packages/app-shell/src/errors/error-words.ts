import type { RefusalKind } from "@rapport/contract";

/** The words for refused calls, in one language. */
export interface ErrorWords {
  /** By kind of refusal. The title is for every refusal; the text is for a reason that this app does not know. */
  readonly kinds: Readonly<Record<RefusalKind, { readonly title: string; readonly text: string }>>;
  /** The name of the place for faults of the request as a whole. */
  readonly nowhere: string;
  /** Makes a sentence beside a field of a clause that begins with what the field is or does. */
  readonly here: (clause: string) => string;
  /** How such a clause begins. */
  readonly verbs: RegExp;
  readonly more: (count: number) => string;
}
