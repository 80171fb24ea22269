import { Refusal, type Permission } from "@rapport/contract";
import type { HqSession, PosSession, Register } from "@rapport/contract/sessions";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { featuresAtStore, featuresOn } from "../features/index.ts";
import type { HqActor, PosActor } from "../http/index.ts";
import { currentSettings } from "../report-suites/index.ts";
import { dataOf, draftKeyOf } from "./queries.ts";
import type { registersInUse } from "./registers/queries.ts";

/** Tells headquarters' app who is signed in. */
export async function hqSessionOf(deps: Pick<Deps, "db" | "clock">, actor: HqActor | null): Promise<z.input<typeof HqSession>> {
  if (actor === null) throw signedOut();
  const { userId, email, name, permissions, lacksSecondFactor } = actor;
  return { kind: "headquarters", userId, email, name, permissions: [...permissions], features: await featuresOn(deps), lacksSecondFactor };
}

/** Tells the POS who is signed in, and where. */
export async function posSessionOf({ db, clock }: Pick<Deps, "db" | "clock">, actor: PosActor | null): Promise<z.input<typeof PosSession>> {
  if (actor === null) throw signedOut();
  const data = await dataOf(db, actor.legalEntity);
  if (data === undefined) throw signedOut();
  const suite = data.rsid === null ? undefined : await currentSettings({ db, clock }, data.rsid);
  const { stores, legalEntity } = actor.published;
  const features = featuresAtStore(actor, clock.now());
  return {
    kind: "pos",
    worker: { id: actor.workerId, operatorId: actor.operatorId, name: actor.name },
    register: { number: actor.register },
    store: { number: actor.store, name: stores[actor.store]?.name ?? actor.store },
    legalEntity: {
      code: actor.legalEntity,
      name: legalEntity["legalEntity"]?.name ?? actor.legalEntity,
      currency: data.currency,
      timeZone: suite?.timeZone ?? "UTC",
    },
    draftKey: actor.locked ? null : (await draftKeyOf(db, actor.workerId)).toString("base64"),
    // What belongs to a feature that is off is not offered (R75).
    permissions: [...actor.permissions].filter((permission) => features.includes("clienteling") || !CLIENTELING.has(permission)),
    features,
    mustChangePassword: actor.mustChangePassword,
    locked: actor.locked,
    idle: actor.idle,
  };
}

/** The operations of clienteling, 712 to 715, and notes, which stand on the timeline. */
const CLIENTELING: ReadonlySet<Permission> = new Set<Permission>([
  "clientBook.view",
  "clientBook.viewStore",
  "clientBook.add",
  "clientBook.remove",
  "note.write",
]);

export function registerOf(row: Awaited<ReturnType<typeof registersInUse>>[number]): z.input<typeof Register> {
  return { number: row.number, storeNumber: row.store, storeName: row.store_name, legalEntity: row.legal_entity };
}

function signedOut(): Refusal {
  return new Refusal("session.nobody", {});
}
