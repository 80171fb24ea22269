import type { RefusalKind } from "@rapport/contract";

/** The words for refused calls, in one language. */
export interface ErrorWords {
  /** By kind of refusal. The title is for every refusal; the text is for a reason that this app does not know. */
  readonly kinds: Readonly<Record<RefusalKind, { readonly title: string; readonly text: string }>>;
  /** The name of the place for faults of the request as a whole. */
  readonly nowhere: string;
  /** The name of the place for a fault that shows beside its field. */
  readonly here: string;
  readonly more: (count: number) => string;
}
