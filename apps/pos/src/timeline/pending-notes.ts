import type { CustomerId, NoteId } from "@rapport/contract";

export interface NewNote {
  customerId: CustomerId;
  id: NoteId;
  text: string;
  pinned: boolean;
}
export interface PendingNote extends NewNote {
  state: "saving" | "waiting" | "failed";
  error: unknown;
  submittedAt: number;
}

/** What TanStack Query keeps of each attempt to send a note. */
export interface Attempt {
  status: "idle" | "pending" | "success" | "error";
  isPaused: boolean;
  error: unknown;
  submittedAt: number;
  variables: NewNote | undefined;
}

/** The notes that are not stored yet, newest first. A note that was sent again is the same note: its last attempt counts. */
export function pendingNotes(attempts: readonly Attempt[]): PendingNote[] {
  const lastAttempts = new Map<NoteId, Attempt & { variables: NewNote }>();
  for (const attempt of attempts) {
    const { variables } = attempt;
    if (variables === undefined) continue;
    const known = lastAttempts.get(variables.id);
    if (known === undefined || known.submittedAt <= attempt.submittedAt) lastAttempts.set(variables.id, { ...attempt, variables });
  }
  return [...lastAttempts.values()]
    .filter(({ status }) => status === "pending" || status === "error")
    .map(({ status, isPaused, error, submittedAt, variables }) => ({
      ...variables,
      error,
      submittedAt,
      state: status === "error" ? ("failed" as const) : isPaused ? ("waiting" as const) : ("saving" as const),
    }))
    .toSorted((a, b) => b.submittedAt - a.submittedAt);
}
