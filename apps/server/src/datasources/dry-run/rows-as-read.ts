import type { MappingPreview } from "@rapport/contract/data-sources";
import { randomUUID } from "node:crypto";
import type { Deps } from "../../deps.ts";
import type { AccountRow } from "../accounts/account-queries.ts";
import { ContentFailure } from "../formats/content-failure.ts";
import type { Content } from "../formats/open-content.ts";
import { fileParameters } from "../load/file-parameters.ts";
import { EVERY_LINE, termsOf } from "../load/judge-file.ts";
import { termsOfNewFile } from "../intake/add-upload.ts";
import { JUDGES, keepFurther, keepRejected, survey, verdicts } from "../load/load-queries.ts";
import { stageLines } from "../load/stage-lines.ts";
import { storeRejected } from "../mapping/store-rejected.ts";
import type { RejectedByMapping } from "../mapping/mapped-content.ts";
import { rejectedRows } from "../receipt/receipt-queries.ts";
import { shownRows } from "../receipt/rejected-row.ts";

/** The rows of a short content as they would be read, each with what is wrong with it by itself. */
export async function rowsAsRead(
  deps: Pick<Deps, "db" | "warehouse" | "clock">,
  { upload, account, content, rejected }: { upload: number; account: AccountRow; content: Content; rejected: readonly RejectedByMapping[] },
): Promise<Pick<MappingPreview, "headers" | "rows">> {
  const { warehouse } = deps;
  const staged = await stageLines(warehouse, { content, upload, token: randomUUID() });
  if (staged.kind === "failure") throw new ContentFailure(staged.failure);
  await storeRejected({ warehouse }, { upload, rows: rejected });
  const now = { ...(await termsOfNewFile(deps.db, account)), id: upload, uploaded_at: deps.clock.now() };
  const terms = await termsOf(deps, { upload: now, account, plan: staged.plan });
  await warehouse.run(JUDGES.any, { ...fileParameters(terms), ...EVERY_LINE });
  const [found] = await warehouse.rows(survey, { upload });
  const parameters = { ...fileParameters(terms, found?.days ?? []), ...EVERY_LINE };
  // Correct rows of a strict source are not told as rejected.
  await warehouse.run(keepRejected, { ...parameters, strict: 0 });
  const read = await warehouse.rows(verdicts, parameters);
  if ((found?.rejected ?? 0) > 0) await warehouse.run(keepFurther, parameters);
  const rejectedHere = await warehouse.rows(rejectedRows, { upload, limit: read.length });
  const faults = new Map((await shownRows({ warehouse }, { upload, rows: rejectedHere })).map(({ line, ...fault }) => [line, fault]));
  return {
    headers: staged.plan.columns.map(({ header }) => header),
    rows: read.map(({ line, text }) => ({ line, cells: text.split("\t").map((cell) => cell.slice(0, 200)), fault: faults.get(line) ?? null })),
  };
}
