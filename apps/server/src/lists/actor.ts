import { z } from "zod";
import type { Actor } from "../http/index.ts";

const Asked = z.object({ request: z.string(), endpoint: z.string(), path: z.string(), address: z.string() }).optional();

/** Who an import is for and how they asked for it, as it is stored until its work is done. */
export const StoredActor = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("headquarters"), id: z.string(), name: z.string(), email: z.string(), asked: Asked }),
  z.object({ kind: z.literal("apiKey"), id: z.string(), name: z.string(), asked: Asked }),
]);
export type StoredActor = z.infer<typeof StoredActor>;

export function storedActor(actor: Actor): StoredActor {
  if (actor.kind === "headquarters") return { kind: actor.kind, id: actor.userId, name: actor.name, email: actor.email, asked: actor.asked };
  if (actor.kind === "apiKey") return { kind: actor.kind, id: actor.id, name: actor.name, asked: actor.asked };
  throw new Error(`${actor.kind} imports nothing`);
}

/** The caller as a name for what is written. Their rights were judged when they called, so it has none. */
export function actorOf(stored: unknown): Actor {
  const { id, asked, ...actor } = StoredActor.parse(stored);
  const rights = { permissions: new Set<never>(), grants: [], ...(asked !== undefined && { asked }) };
  if (actor.kind === "apiKey") return { ...actor, id, ...rights };
  return { ...actor, userId: id, lacksSecondFactor: false, ...rights };
}
