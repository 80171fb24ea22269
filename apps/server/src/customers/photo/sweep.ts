import type { Deps } from "../../deps.ts";
import { filesThere, forget } from "../../received-files/index.ts";
import { photoFolder } from "./keep-photo.ts";
import { hasPhotos, photoFiles } from "./photo-queries.ts";

const AT_ONCE = 10_000;

/** Removes files that are nobody's photo: what a killed server left, and those of customers who are gone (HC8). Runs before requests are answered. */
export async function sweepPhotos(deps: Pick<Deps, "db" | "dataDir" | "log">): Promise<void> {
  const folder = photoFolder(deps);
  const { parts, whole } = await filesThere(folder);
  await forget(folder, parts);
  // A database without any photo belongs to another data folder, or was restored from before them.
  if (whole.length === 0) return;
  if (!(await hasPhotos(deps.db))) {
    deps.log.warn({ files: whole.length }, "the database knows no photo; photos of customers are left on disk");
    return;
  }
  for (let from = 0; from < whole.length; from += AT_ONCE) {
    const some = whole.slice(from, from + AT_ONCE);
    const known = await photoFiles(deps.db, some);
    await forget(
      folder,
      some.filter((file) => !known.has(file)),
    );
  }
}
