import { UnlinkedReason, type DryRun } from "@rapport/contract/data-sources";
import type { FilePlan } from "@rapport/domain";
import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import type { FileTerms } from "../load/file-parameters.ts";
import { EVERY_LINE, inParts, joinsOf, type Parameters } from "../load/judge-file.ts";
import { FileParameters, joinedRows } from "../load/load-queries.ts";
import { FILE_IDS, KEPT_ROWS } from "../load/row-sql.ts";
import { IN_STEPS } from "../load/value-sql.ts";
import type { UploadRow } from "../queries.ts";
import { OddDays, oddDaysSql } from "../receipt/receipt-queries.ts";
import { fatesOfCounts, shownOddDays, type FateCount } from "../receipt/receipt.ts";
import type { Fates } from "../receipt/fates.ts";
import { loadRefunds } from "../returns/load-refunds.ts";

/* What rows of a judged file would become, from the same texts as what loads them. */

export const NO_FATES: Fates = { linkedByTransaction: 0, linkedByCustomer: 0, unlinked: 0, summary: 0, unlinkedReasons: {} };

const Became = z.object({ fate: z.enum(["transaction", "customer", "unlinked", "summary"]), reason: z.union([UnlinkedReason, z.literal("")]) });

function count(joins: keyof typeof joinedRows) {
  return {
    name: `fatesOfDryRun.${joins}`,
    text: `SELECT fate, unlinked_reason AS reason, count() AS rows FROM (${joinedRows[joins]}) GROUP BY fate, reason ORDER BY fate, reason SETTINGS ${IN_STEPS}`,
    params: FileParameters,
    row: Became.extend({ rows: z.coerce.number() }),
    heavy: true,
  } satisfies NamedQuery;
}

const COUNTS = { summary: count("summary"), transaction: count("transaction"), visitor: count("visitor"), both: count("both") } as const;

interface Of {
  readonly parameters: Parameters;
  readonly plan: FilePlan;
  readonly cuts: readonly number[];
}

export interface WouldBecome {
  readonly fates: Fates;
  /** Rows that go beyond their orders. */
  readonly beyond: number;
}

export async function fatesOfDryRun({ warehouse }: Pick<Deps, "warehouse">, { parameters, plan, cuts }: Of): Promise<WouldBecome> {
  const counts: FateCount[] = [];
  await inParts(cuts, async (part) => void counts.push(...(await warehouse.rows(COUNTS[joinsOf(plan)], { ...parameters, ...part }))));
  return { fates: fatesOfCounts(counts), beyond: 0 };
}

export async function refundsOfDryRun(
  deps: Pick<Deps, "db" | "pool" | "warehouse" | "clock">,
  { parameters, upload, terms }: Of & { readonly upload: UploadRow; readonly terms: FileTerms },
): Promise<WouldBecome> {
  const counts = new Map<string, FateCount>();
  const beyond = await loadRefunds(deps, {
    parameters,
    lateLinking: upload.late_linking,
    timeZone: terms.timeZone,
    isStrict: terms.mode === "strict",
    refusesEarly: upload.early_rows === "reject",
    dry: {
      taken: new Map(),
      tell: ({ fate, reason }) => {
        const key = `${fate} ${reason}`;
        counts.set(key, { ...Became.parse({ fate, reason }), rows: (counts.get(key)?.rows ?? 0) + 1 });
      },
    },
  });
  return { fates: fatesOfCounts([...counts.values()]), beyond };
}

const oddDays = {
  name: "oddDaysOfDryRun",
  text: oddDaysSql({ rows: `SELECT line, fromUnixTimestamp64Milli(at_ms, 'UTC') AS at, tid FROM (${KEPT_ROWS})`, ids: FILE_IDS.transaction }),
  params: FileParameters,
  row: OddDays,
} satisfies NamedQuery;

export async function oddDaysOfDryRun({ warehouse }: Pick<Deps, "warehouse">, parameters: Parameters): Promise<Pick<DryRun, "beforeOrder" | "beforeSuite">> {
  const [found] = await warehouse.rows(oddDays, { ...parameters, ...EVERY_LINE });
  return shownOddDays(found);
}
