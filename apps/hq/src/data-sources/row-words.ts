import { describeRowFault, useText, useVariableName } from "@rapport/app-shell";
import type { FaultOfRow, UploadRow, UploadRows } from "@rapport/contract/data-sources";
import { RejectionCode } from "@rapport/contract/refusals";
import { useFormats, useUi } from "@rapport/ui";
import { useSuite } from "../suites/suite-time.ts";
import { faultNames } from "./fault-names.ts";
import { FATES, ROW_FATE } from "./fates.ts";
import { receiptTexts } from "./receipt-texts.ts";
import { rowsTexts } from "./rows-texts.ts";

type Count = NonNullable<UploadRows["counts"]>[number];

/** What rows and their values are called on the screen and in its file. */
export function useRowWords(rsid: string) {
  const text = useText(rowsTexts);
  const receiptText = useText(receiptTexts);
  const faultName = useText(faultNames);
  const formats = useFormats();
  const { language } = useUi();
  const suite = useSuite(rsid);
  const nameOf = useVariableName();
  const variable = (key: string) => nameOf({ variable: key, name: suite?.variables[key]?.name ?? null });
  return {
    fate: (fate: UploadRow["fate"]) => receiptText(FATES.find((shown) => ROW_FATE[shown] === fate) ?? "unlinked"),
    reason: (reason: Count["reason"]) => {
      if (reason === "") return text("correct");
      if (isUnlinkedReason(reason)) return receiptText(`reasons.${reason}`);
      const fault = RejectionCode.safeParse(reason);
      return fault.success ? faultName(fault.data) : reason;
    },
    /** Why a row is not linked, or is rejected; empty for a linked one. */
    why: ({ fate, reason, fault }: UploadRow) => {
      if (fault !== null)
        return faultsOf(fault)
          .map((one) => describeRowFault(one, language))
          .join(" ");
      if (fate === "rejected") return text("correct");
      return reason === null ? "" : receiptText(`reasons.${reason}`);
    },
    variable,
    /** The first product, and how many more. */
    products: ({ products: [first, ...others] }: UploadRow) => {
      if (first === undefined) return "";
      const name = first.name === "" ? first.category : first.name;
      return others.length === 0 ? name : text("andMore", { name, count: others.length });
    },
    values: (values: UploadRow["took"]) =>
      Object.entries(values)
        .map(([key, value]) => `${variable(key)}: ${typeof value === "string" ? value : formats.list(value)}`)
        .join("; "),
    number: (amount: string) => formats.number(amount, { maximumFractionDigits: 8 }),
    money: (amount: string) => (suite === undefined ? "" : formats.money({ amount, currency: suite.currency })),
  };
}

/** All faults of a rejected row, the first one first. */
export function faultsOf({ further = [], ...first }: NonNullable<UploadRow["fault"]>): FaultOfRow[] {
  return [first, ...further];
}

export type RowWords = ReturnType<typeof useRowWords>;

const UNLINKED = ["unknown", "expired", "seen_while_storage_off", "unknown_visitor", "beyond_order", "before_order"] as const;

function isUnlinkedReason(reason: string): reason is (typeof UNLINKED)[number] {
  return UNLINKED.some((known) => known === reason);
}
