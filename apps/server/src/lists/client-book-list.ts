import { AccountNumber, OperatorId, Refusal, type LegalEntityCode } from "@rapport/contract";
import { wrong } from "@rapport/contract/refusals";
import { codesCell, textCell } from "@rapport/domain/lists";
import { everyEntry, placeClients, type PlacingFate } from "../clientbook/index.ts";
import { accountNumberOf } from "../customers/index.ts";
import { faultsOf } from "../http/index.ts";
import { z } from "zod";
import { faultOf, faultsIn, faultsOfRefusal, type EditableList, type Fate, type Values } from "./editable-list.ts";

const KEY = "accountNumber";
const ASSOCIATE = "associate";

/** Who is in whose client books: a row puts a customer into the books of the associates that it names, and an empty associate takes them out of all (R101, BK1). */
export function clientBookList(legalEntity: LegalEntityCode): EditableList {
  return {
    key: KEY,
    columns: new Map([
      [KEY, textCell],
      [ASSOCIATE, codesCell],
    ]),
    rowsDepend: false,
    dryStoresNothing: true,
    codeOf: (cell) => AccountNumber.safeParse(accountNumberOf(cell)).data,
    async store(deps, rows, { actor, dry }) {
      const read = rows.map(readRow);
      const good = read.flatMap((one) => ("placing" in one ? [one.placing] : []));
      const fates = [...(await placeClients(deps, { legalEntity, actor, dry, rows: good }))];
      return read.map((one): Fate => ("placing" in one ? told(fates.shift() ?? "unchanged", { legalEntity, ...one.placing }) : one));
    },
    all: (deps, actor) => everyEntry(deps, { legalEntity, actor }),
  };
}

function readRow(row: Values) {
  const sent = row[KEY];
  const account = AccountNumber.safeParse(typeof sent === "string" ? accountNumberOf(sent) : sent, { reportInput: true });
  const associate = z.array(OperatorId).nullable().optional().safeParse(row[ASSOCIATE], { reportInput: true });
  if (account.success && associate.success) return { placing: { accountNumber: account.data, operatorIds: associate.data === null ? [] : associate.data } };
  const faults = [
    ...(account.success ? [] : faultsIn(faultsOf(account.error), () => KEY)),
    ...(associate.success ? [] : faultsIn(faultsOf(associate.error), () => ASSOCIATE)),
  ];
  return { kind: "invalid" as const, faults };
}

function told(fate: PlacingFate, { legalEntity, operatorIds }: { legalEntity: LegalEntityCode; operatorIds: readonly OperatorId[] | undefined }): Fate {
  const named = operatorIds?.join(", ") ?? "";
  const invalid = (faults: Fate["faults"]): Fate => ({ kind: "invalid", faults });
  if (fate === "unknownCustomer") return invalid([faultOf(KEY, wrong("row.unknown_customer", {}))]);
  if (fate === "unknownWorker")
    return invalid(faultsOfRefusal(new Refusal("worker.unknown", { legalEntity, operatorId: named }), { "worker.unknown": ASSOCIATE }));
  if (fate === "workerGone")
    return invalid(faultsOfRefusal(new Refusal("leave.out_of_use", { workers: [...(operatorIds ?? [])] }), { "leave.out_of_use": ASSOCIATE }));
  if (fate === "tooMany") return invalid([faultOf(ASSOCIATE, wrong("row.too_many_books", {}))]);
  if (fate === "noNumbers") return invalid(faultsOfRefusal(new Refusal("number_sequence.missing", {}), {}));
  return { kind: fate, faults: [] };
}
