import type { Permission } from "@rapport/contract";
import {
  DistributionList,
  OrganisationList,
  startClientBookImport,
  startCustomerImport,
  startDistributionImport,
  startFeatureImport,
  startLegalEntityImport,
  startListImport,
  type ListName,
} from "@rapport/contract/lists";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { reachOf, type Actor } from "../http/index.ts";
import { grantsNow } from "../sessions/index.ts";
import type { ListPlace } from "./open-list.ts";

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

/** Whoever sent the file may not change the list any more. */
export class RightsGone extends Error {
  override readonly name = "RightsGone";
}

/** The caller with the rights that they have now, which may be fewer than when they called. Throws `RightsGone` when those do not reach the list. */
export async function actorOf(deps: Pick<Deps, "db" | "clock">, stored: unknown, { list, legalEntity }: ListPlace): Promise<Actor> {
  const { id, asked, ...actor } = StoredActor.parse(stored);
  const grants = await grantsNow(deps, { kind: actor.kind, id });
  const rights = { permissions: new Set(grants.flatMap(({ permissions }) => [...permissions])), grants, ...(asked !== undefined && { asked }) };
  const known: Actor = actor.kind === "apiKey" ? { ...actor, id, ...rights } : { ...actor, userId: id, lacksSecondFactor: false, ...rights };
  const reach = reachOf(known, PERMISSIONS[list]);
  if (reach === "all" || (legalEntity !== null && reach.has(legalEntity))) return known;
  throw new RightsGone();
}

const PERMISSIONS = {
  ...Object.fromEntries(OrganisationList.options.map((list) => [list, startListImport.permission])),
  ...Object.fromEntries(DistributionList.options.map((list) => [list, startDistributionImport.permission])),
  customers: startCustomerImport.permission,
  "client-books": startClientBookImport.permission,
  features: startFeatureImport.permission,
  "legal-entities": startLegalEntityImport.permission,
} as Readonly<Record<ListName, Permission>>;
