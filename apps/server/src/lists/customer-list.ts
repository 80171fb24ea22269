import type { LegalEntityCode } from "@rapport/contract";
import { AccountNumber } from "@rapport/contract";
import { Reach } from "@rapport/contract/customers";
import type { Fault } from "@rapport/contract/refusals";
import { CONTACT_LINES } from "@rapport/domain";
import { attributeCell, codesCell, flagCell, linesCell, textCell, type CellForm } from "@rapport/domain/lists";
import { attributeDefinitions } from "../attributes/index.ts";
import { accountNumberOf, everyCustomer, storeRows } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import { choicesIn } from "./column-choices.ts";
import { faultsIn, fieldIn, type EditableList, type Values } from "./editable-list.ts";

const KEY = "accountNumber";
const ATTRIBUTE = "attributes.";
const FIELDS: readonly (readonly [string, CellForm])[] = [
  [KEY, textCell],
  ["firstName", textCell],
  ["lastName", textCell],
  ["phone", textCell],
  ["phoneKind", textCell],
  ["otherPhones", linesCell(CONTACT_LINES.otherPhones)],
  ["email", textCell],
  ["emailKind", textCell],
  ["otherEmails", linesCell(CONTACT_LINES.otherEmails)],
  ["street", textCell],
  ["postalCode", textCell],
  ["city", textCell],
  ["region", textCell],
  ["country", textCell],
  ["addressKind", textCell],
  ["otherAddresses", linesCell(CONTACT_LINES.otherAddresses)],
  ["addressBooks", codesCell],
  ...Object.keys(Reach).map((field) => [field, textCell] as const),
  ["optOutPersonalization", flagCell],
  ["optOutWebTracking", flagCell],
];

/** Customers, with a column for each attribute of the legal entity. */
export async function customerList({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<EditableList> {
  const definitions = await attributeDefinitions(db, legalEntity);
  return {
    key: KEY,
    columns: new Map([...FIELDS, ...[...definitions].map(([code, definition]) => [`${ATTRIBUTE}${code}`, attributeCell(definition)] as const)]),
    choicesOf: (column) =>
      column.startsWith(ATTRIBUTE)
        ? (definitions.get(column.slice(ATTRIBUTE.length))?.values?.map(({ value }) => value) ?? null)
        : choicesIn(Reach[column as keyof typeof Reach]),
    rowsDepend: false,
    dryStoresNothing: true,
    codeOf: (cell) => AccountNumber.safeParse(accountNumberOf(cell)).data,
    async store(deps, rows, { actor, dry }) {
      const fates = await storeRows(deps, { legalEntity, actor, dry, sent: rows.map(changeOf) });
      return fates.map(({ kind, faults }) => ({ kind, faults: faultsIn(faults, columnOf) }));
    },
    async *all(deps, actor) {
      for await (const page of everyCustomer(deps, { legalEntity, actor }))
        yield page.map(({ attributes, ...customer }) => ({
          ...customer,
          ...Object.fromEntries(Object.entries(attributes).map(([code, value]) => [`${ATTRIBUTE}${code}`, value])),
        }));
    },
  };
}

/** The write that a row stands for. */
function changeOf(row: Values): object {
  const fields = Object.entries(row).filter(([column]) => !column.startsWith(ATTRIBUTE));
  const attributes = Object.entries(row).flatMap(([column, value]) => (column.startsWith(ATTRIBUTE) ? [[column.slice(ATTRIBUTE.length), value] as const] : []));
  return { ...Object.fromEntries(fields), ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }) };
}

/** In a batch, a place is that of the list, the row, and then the field. */
function columnOf([, , ...path]: Fault["path"]): string | null {
  const [field, code] = path;
  return field === "attributes" && typeof code === "string" ? `${ATTRIBUTE}${code}` : fieldIn(path);
}
