import type { JobFates } from "@rapport/contract/data-sources";
import { WAITING_REASONS } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { fatesOfUploads } from "./receipt-queries.ts";
import type { UploadRow } from "../queries.ts";
import { Fates } from "./fates.ts";

interface Counted {
  readonly fate: "transaction" | "customer" | "unlinked" | "summary";
  readonly reason: string;
  readonly rows: number;
}

/** The fates of the rows of some uploads of one suite, by upload; after an undo as they were then (U5). */
export async function jobFates(
  { warehouse }: Pick<Deps, "warehouse">,
  { rsid, uploads }: { rsid: string; uploads: readonly UploadRow[] },
): Promise<Map<number, JobFates>> {
  const loaded = uploads.filter(({ status, duplicate_of }) => status === "success" && duplicate_of === null).map(({ id }) => id);
  const counts = loaded.length === 0 ? [] : await warehouse.rows(fatesOfUploads, { suite: rsid, uploads: loaded });
  return new Map(
    uploads.map((upload) => [
      upload.id,
      fatesOf(upload.undone_fates === null ? counts.filter((count) => count.upload === upload.id) : countsOf(upload.undone_fates), upload.rejected),
    ]),
  );
}

function fatesOf(counts: readonly Counted[], rejected: number): JobFates {
  const rows = (fits: (count: Counted) => boolean) => counts.filter(fits).reduce((sum, count) => sum + count.rows, 0);
  const waits = ({ reason }: Counted) => WAITING_REASONS.some((known) => known === reason);
  return {
    linked: rows(({ fate }) => fate === "transaction" || fate === "customer"),
    waiting: rows((count) => count.fate === "unlinked" && waits(count)),
    unlinked: rows((count) => count.fate === "unlinked" && !waits(count)),
    summary: rows(({ fate }) => fate === "summary"),
    rejected,
  };
}

function countsOf(undone: unknown): Counted[] {
  const { linkedByTransaction, linkedByCustomer, summary, unlinkedReasons } = Fates.parse(undone);
  return [
    { fate: "transaction", reason: "", rows: linkedByTransaction },
    { fate: "customer", reason: "", rows: linkedByCustomer },
    { fate: "summary", reason: "", rows: summary },
    ...Object.entries(unlinkedReasons).map(([reason, rows]) => ({ fate: "unlinked" as const, reason, rows })),
  ];
}
