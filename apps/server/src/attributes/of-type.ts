import { Refusal, type Change, type LegalEntityCode } from "@rapport/contract";
import { TypeOfAttributes, type Attribute } from "@rapport/contract/clienteling";
import { wrong, type Fault } from "@rapport/contract/refusals";
import type { Database } from "@rapport/operational";
import { isDeepStrictEqual } from "node:util";
import type { Transaction } from "kysely";
import { typesOf } from "./type-queries.ts";

const OF_TYPE = ["type", "values", "lower", "upper", "unit"] as const;

/**
 * The change of an attribute with what its type says (R28c). What the change itself says of those settings is the same, or it is refused: they are changed
 * where they are. Without a type the change stays as it is, and an attribute that leaves its type keeps the settings.
 */
export async function withItsType(
  trx: Transaction<Database>,
  { legalEntity, code, stored, change }: { legalEntity: LegalEntityCode; code: string; stored: Attribute | undefined; change: Change<typeof Attribute> },
): Promise<Change<typeof Attribute>> {
  const attributeType = change.attributeType === undefined ? stored?.attributeType : change.attributeType;
  if (attributeType == null) return change;
  const row = await typesOf(trx, { legalEntity, code: attributeType }).executeTakeFirst();
  if (row === undefined) throw new Refusal("attribute_type.unknown", { legalEntity, codes: [attributeType] });
  const type = TypeOfAttributes.parse(row.definition);
  const faults = OF_TYPE.flatMap((field): Fault[] => {
    const named = change[field];
    return named === undefined || isSame(named, type[field]) ? [] : [{ path: [field], wrong: wrong("attribute.of_type", { attributeType }) }];
  });
  if (faults.length > 0) throw new Refusal("attribute.wrong", { attribute: code }, { faults });
  return { ...change, ...Object.fromEntries(OF_TYPE.map((field) => [field, type[field] ?? null])) };
}

/** Where a language has no word, the field may be left out, `null` or empty: these are the same. */
function isSame(named: unknown, own: unknown): boolean {
  return isDeepStrictEqual(bare(named), bare(own));
}

function bare(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== null && one !== undefined && one !== "")
      .map(([key, one]) => [key, bare(one)]),
  );
}
