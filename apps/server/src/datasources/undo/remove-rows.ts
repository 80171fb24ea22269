import type { Deps } from "../../deps.ts";
import { hashesOfUpload, leftOfUpload, removeAsks, removeFurther, removeHashes, removeRejected, removeRows } from "../load/load-queries.ts";

/**
 * Removes an upload's rows from reports; `rejected` also removes its rejected lines. Safe to repeat. Afterwards call
 * `settleBeyond`, because what its refunds had taken is free again.
 */
export async function removeUpload(
  { warehouse }: Pick<Deps, "warehouse">,
  of: { readonly id: number; readonly rsid: string; readonly rejected: boolean },
): Promise<void> {
  const [left] = await warehouse.rows(leftOfUpload, { upload: of.id, suite: of.rsid });
  if (left?.rows === true) await warehouse.run(removeRows, { upload: of.id, suite: of.rsid });
  await forgetRows({ warehouse }, of.id);
  if (left?.asks === true) await warehouse.run(removeAsks, { upload: of.id, suite: of.rsid });
  if (of.rejected) await removeFaults({ warehouse }, { id: of.id, left });
}

export async function forgetRejected({ warehouse }: Pick<Deps, "warehouse">, { id, rsid }: { readonly id: number; readonly rsid: string }): Promise<void> {
  const [left] = await warehouse.rows(leftOfUpload, { upload: id, suite: rsid });
  await removeFaults({ warehouse }, { id, left });
}

async function removeFaults(
  { warehouse }: Pick<Deps, "warehouse">,
  { id, left }: { id: number; left: { readonly rejected: boolean; readonly further: boolean } | undefined },
): Promise<void> {
  if (left?.rejected === true) await warehouse.run(removeRejected, { upload: id });
  if (left?.further === true) await warehouse.run(removeFurther, { upload: id });
}

/** A file that is not in reports is not compared with later ones (U6, U7). */
export async function forgetRows({ warehouse }: Pick<Deps, "warehouse">, upload: number): Promise<void> {
  const [left] = await warehouse.rows(hashesOfUpload, { upload });
  if (left?.any === true) await warehouse.run(removeHashes, { upload });
}
