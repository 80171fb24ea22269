import { OperatorId, type AccountNumber, type LegalEntityCode, type Reply } from "@rapport/contract";
import type { getCustomerBooks } from "@rapport/contract/customers";
import { audit } from "../audit/index.ts";
import { customerOfNumber } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import type { Actor } from "../http/index.ts";
import { entityOrRefusal } from "../organisation/index.ts";
import { staysOf } from "./queries.ts";

/** In whose books a customer is and was, the newest first (R14). */
export async function readStays(
  deps: Pick<Deps, "db" | "clock">,
  { legalEntity, accountNumber, actor }: { readonly legalEntity: LegalEntityCode; readonly accountNumber: AccountNumber; readonly actor: Actor },
): Promise<Reply<typeof getCustomerBooks>> {
  await entityOrRefusal(deps.db, legalEntity);
  const customerId = await customerOfNumber(deps.db, { legalEntity, accountNumber });
  const stays = await staysOf(deps.db, { legalEntity, customerId });
  await audit(deps, { legalEntity, actor, action: "customer.viewed", subjects: [customerId] });
  return {
    stays: stays.map(({ client_book_id: clientBookId, operator_id, name, added_at, removed_at }) => ({
      clientBookId,
      owner: { operatorId: OperatorId.parse(operator_id), name },
      from: added_at.toISOString(),
      to: removed_at?.toISOString() ?? null,
    })),
  };
}
