import type { QueryClient } from "@tanstack/react-query";
import { onlineManager } from "@tanstack/react-query";
import { Refusal, type WorkerId } from "@rapport/contract";
import { addNote } from "@rapport/contract/timeline";
import { ask, isLocked, isOtherPerson, isSignedOut, SESSION_KEY, signedInAs } from "@rapport/app-shell";
import type { KeptNote } from "../unsent/note.ts";
import { timelineKey } from "./timeline-queries.ts";

/** Sends a note in its writer's name only. When this resolves, the screen shows it as stored. Throws the refusal. */
export async function sendNote(
  { id, customerId, text, pinned, writtenAt }: KeptNote,
  { worker, queryClient, onSignedOut }: { worker: WorkerId; queryClient: QueryClient; onSignedOut: () => void },
): Promise<void> {
  if (!onlineManager.isOnline()) throw new Refusal("server.unreachable", {});
  if (signedInAs() !== worker) throw new Refusal("session.nobody", {});
  try {
    const waitedMs = Math.max(0, Math.round(Date.now() - (writtenAt ?? Date.now())));
    await ask(addNote, { params: { customerId }, body: { id, text, pinned, waitedMs } });
  } catch (error) {
    if (isSignedOut(error)) onSignedOut();
    if (isOtherPerson(error) || isLocked(error)) void queryClient.invalidateQueries({ queryKey: [SESSION_KEY] });
    throw error;
  }
  await queryClient.invalidateQueries({ queryKey: timelineKey(customerId) });
}
