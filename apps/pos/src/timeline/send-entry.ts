import type { QueryClient } from "@tanstack/react-query";
import { onlineManager } from "@tanstack/react-query";
import { Refusal, type WorkerId } from "@rapport/contract";
import { addActivity, addNote } from "@rapport/contract/timeline";
import { ask, isLocked, isOtherPerson, isSignedOut, SESSION_KEY, signedInAs } from "@rapport/app-shell";
import type { KeptEntry } from "../unsent/entry.ts";
import { timelineKey } from "./timeline-queries.ts";

/** Sends an entry in its writer's name only. When this resolves, the screen shows it as stored. Throws the refusal. */
export async function sendEntry(
  entry: KeptEntry,
  { worker, queryClient, onSignedOut }: { worker: WorkerId; queryClient: QueryClient; onSignedOut: () => void },
): Promise<void> {
  if (!onlineManager.isOnline()) throw new Refusal("server.unreachable", {});
  if (signedInAs() !== worker) throw new Refusal("session.nobody", {});
  try {
    await store(entry);
  } catch (error) {
    if (isSignedOut(error)) onSignedOut();
    if (isOtherPerson(error) || isLocked(error)) void queryClient.invalidateQueries({ queryKey: [SESSION_KEY] });
    throw error;
  }
  // A first load that began before would otherwise be taken as the newest.
  await queryClient.cancelQueries({ queryKey: timelineKey(entry.customerId) });
  await queryClient.invalidateQueries({ queryKey: timelineKey(entry.customerId) });
}

async function store(entry: KeptEntry): Promise<void> {
  const { id, customerId, text, writtenAt } = entry;
  const waitedMs = Math.max(0, Math.round(Date.now() - (writtenAt ?? Date.now())));
  const params = { customerId };
  if (entry.kind === "note") await ask(addNote, { params, body: { id, text, pinned: entry.pinned, waitedMs } });
  // A new customer, and a change of one, stays a draft until its form is sent.
  else if (entry.kind === "activity") await ask(addActivity, { params, body: { id, type: entry.type, at: entry.at, title: entry.title, text, waitedMs } });
}
