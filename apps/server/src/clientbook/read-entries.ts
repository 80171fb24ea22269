import { AccountNumber, Refusal, WorkerId, type LegalEntityCode, type OperatorId, type Reply } from "@rapport/contract";
import type { getClientBookEntries } from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import type { Actor } from "../http/index.ts";
import { entityOrRefusal } from "../organisation/index.ts";
import { bookOfWorker, entriesAfter, workerOf } from "./queries.ts";

interface ReadEntries {
  readonly legalEntity: LegalEntityCode;
  readonly operatorId: OperatorId;
  readonly actor: Actor;
  readonly after: AccountNumber | undefined;
  readonly limit: number;
}

/** The clients in an associate's book, in the form in which headquarters writes them; none when there is no book. */
export async function readEntries(
  deps: Pick<Deps, "db" | "clock">,
  { legalEntity, operatorId, actor, after, limit }: ReadEntries,
): Promise<Reply<typeof getClientBookEntries>> {
  await entityOrRefusal(deps.db, legalEntity);
  const worker = await workerOf(deps.db, { legalEntity, operatorId });
  if (worker === undefined) throw new Refusal("worker.unknown", { legalEntity, operatorId });
  const clientBookId = await bookOfWorker(deps.db, { legalEntity, workerId: WorkerId.parse(worker.id) });
  if (clientBookId === undefined) return { clientBookId: null, accountNumbers: [], next: null };
  const rows = await entriesAfter(deps.db, { legalEntity, clientBookId, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const accountNumbers = page.map(({ account_number }) => AccountNumber.parse(account_number));
  await audit(deps, { legalEntity, actor, action: "client_book.viewed", subjects: [{ kind: "clientBook", id: clientBookId }, ...page.map(({ id }) => id)] });
  return { clientBookId, accountNumbers, next: rows.length > limit ? (accountNumbers.at(-1) ?? null) : null };
}
