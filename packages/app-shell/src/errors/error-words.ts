import type { RefusalKind } from "@rapport/contract";

/** What to tell a person about a call that was refused, in one language. */
export interface ErrorWords {
  /** By the kind of refusal; the title of every one. The text is for a reason that this app does not know. */
  readonly kinds: Readonly<Record<RefusalKind, { readonly title: string; readonly text: string }>>;
  /** The place of what is wrong with the request as a whole. */
  readonly nowhere: string;
  /** The place of what is wrong, where it stands beside its field. */
  readonly here: string;
  readonly more: (count: number) => string;
}
