import { AccountNumber, Refusal, WorkerId, type LegalEntityCode, type OperatorId, type Reply } from "@rapport/contract";
import type { putClientBookEntries } from "@rapport/contract/clienteling";
import { wrong, type Fault, type Wrong } from "@rapport/contract/refusals";
import { readPersonId } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import { assertRoomForRows, readRows, refusedRows, type Actor, type Row } from "../http/index.ts";
import { entityOrRefusal, withNumbers } from "../organisation/index.ts";
import { addAll, addedTo, fullWith, inEnough } from "./add-clients.ts";
import { ownersOf } from "./entry-queries.ts";
import { bookOfWorker, lockedCustomers, lockedWorker } from "./queries.ts";

interface PutEntries {
  readonly legalEntity: LegalEntityCode;
  readonly operatorId: OperatorId;
  readonly accountNumbers: readonly unknown[];
  /** True stores the good rows and names the others; false refuses all for one wrong row. */
  readonly partial: boolean;
  readonly actor: Actor;
}

/** Headquarters adds customers to an associate's book (C21, U8). */
export async function putEntries(
  { db, clock, disk }: Pick<Deps, "db" | "clock" | "disk">,
  { legalEntity, operatorId, accountNumbers, partial, actor }: PutEntries,
): Promise<Reply<typeof putClientBookEntries>> {
  assertRoomForRows({ disk }, accountNumbers);
  const { books_per_customer: most } = await entityOrRefusal(db, legalEntity);
  const { rows, faults: form } = readAccounts(accountNumbers);
  return await withNumbers(db, { legalEntity, reference: "clientBook" }, async (trx, next) => {
    const wanted = [...new Set(rows.map(({ row }) => row))];
    const customers = wanted.length === 0 ? [] : await lockedCustomers(trx, { legalEntity, accountNumbers: wanted });
    const known = new Set<string>(customers.map(({ account_number }) => account_number));
    const strange = wanted.filter((account) => !known.has(account));
    const unknown = faultsOf(rows, (account) => (known.has(account) ? null : wrong("row.unknown_customer", {})));
    if (!partial && form.length > 0) throw new Refusal("request.wrong", { where: "body" }, { faults: [...form, ...unknown] });
    const worker = await lockedWorker(trx, { legalEntity, operatorId });
    const owners = await ownersOf(trx, { legalEntity, customerIds: customers.map(({ id }) => id) });
    const full = worker === undefined ? NOBODY : fullWith(owners, { workerId: worker.id, customers, most });
    const taken = faultsOf(rows, (account) => {
      const names = full.get(account);
      return names === undefined ? null : wrong("row.in_another_book", { worker: names.join(", ") });
    });
    const faults = [...form, ...unknown, ...taken];
    if (!partial && strange.length > 0) throw new Refusal("customers.unknown", { legalEntity, accounts: strange }, { faults });
    if (worker === undefined) throw new Refusal("worker.unknown", { legalEntity, operatorId });
    if (!partial && taken.length > 0) throw inEnough(full, { most, named: true, faults });
    const good = customers.filter(({ account_number }) => !full.has(account_number));
    const { clientBookId, added } =
      good.length > 0
        ? await addAll(trx, { legalEntity, worker, customers: good, next, at: clock.now() })
        : { clientBookId: (await bookOfWorker(trx, { legalEntity, workerId: WorkerId.parse(worker.id) })) ?? null, added: [] };
    await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.added_to_book", subjects: addedTo(clientBookId, added) });
    return { clientBookId, added: added.length, alreadyThere: good.length - added.length, ...(partial && { refused: refusedRows(faults) }) };
  });
}

const NOBODY: ReadonlyMap<string, readonly string[]> = new Map();

/** Account numbers are read like every id of a person (ID2). */
function readAccounts(sent: readonly unknown[]) {
  return readRows(
    AccountNumber,
    sent.map((one) => (typeof one === "string" ? readPersonId(one) : one)),
    { list: "accountNumbers", idOf: (one) => (typeof one === "string" ? one : "") },
  );
}

function faultsOf(rows: readonly Row<AccountNumber>[], wrongOf: (account: AccountNumber) => Wrong | null): Fault[] {
  return rows.flatMap(({ index, row }) => {
    const what = wrongOf(row);
    return what === null ? [] : [{ path: ["accountNumbers", index], row, wrong: what }];
  });
}
