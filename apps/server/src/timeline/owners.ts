import type { CustomerId, LegalEntityCode } from "@rapport/contract";
import type { TimelineItem } from "@rapport/contract/timeline";
import { ownerChanges } from "@rapport/domain";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import type { Actor } from "../http/index.ts";

export type OwnerItem = Extract<TimelineItem, { kind: "owner" }>;

/** Changes of whose client a customer is, the newest first. Whose shows to the owner, and to people who may see the books of the store (RI2b). */
export async function ownerItems(
  db: Kysely<Database>,
  { legalEntity, customerId, actor }: { legalEntity: LegalEntityCode; customerId: CustomerId; actor: Actor },
): Promise<OwnerItem[]> {
  const mayName = actor.kind !== "pos" || actor.permissions.has("clientBook.viewStore");
  const stays = await db
    .selectFrom("client_book_stay as s")
    .innerJoin("worker as w", "w.id", "s.worker_id")
    .select(["s.added_at", "s.removed_at", "s.worker_id", "w.name"])
    .where("s.legal_entity", "=", legalEntity)
    .where("s.customer_id", "=", customerId)
    .orderBy("s.id", "desc")
    .execute();
  const changes = ownerChanges(
    stays.map(({ added_at, removed_at, worker_id, name }) => {
      const mine = actor.kind === "pos" && worker_id === actor.workerId;
      return { owner: { name: mayName || mine ? name : null, mine }, from: added_at.toISOString(), to: removed_at?.toISOString() ?? null };
    }),
  );
  return changes.map((change) => ({ kind: "owner", ...change }));
}
