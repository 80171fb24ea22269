import { join } from "node:path";
import type { Deps } from "../../deps.ts";

type Place = Pick<Deps, "dataDir" | "fileDoors">;

/** A data source, as its folder and its login are named after it. */
export interface FolderOwner {
  readonly id: number;
  readonly rsid: string;
}

/** The folder in a source's folder with files that failed (FO7). */
export const ERRORS = "files_with_errors";
const QUEUE_MAX_BYTES = 50 * 1024 ** 2;

/** Where the folders of all data sources are. */
export function foldersRoot({ dataDir, fileDoors }: Place): string {
  return fileDoors?.foldersDir ?? join(dataDir, "inbox");
}

export function folderOf(place: Place, source: FolderOwner): string {
  return join(foldersRoot(place), nameOf(source));
}

export function errorsOf(place: Place, source: FolderOwner): string {
  return join(folderOf(place, source), ERRORS);
}

/** `RSID_number`, the name of a source's folder and of its login (FO1, SF1). */
export function nameOf({ rsid, id }: FolderOwner): string {
  return `${rsid}_${id}`;
}

export function ownerOf(name: string): FolderOwner | undefined {
  const [, rsid = "", id = ""] = /^(.{1,100})_([1-9]\d{0,9})$/.exec(name) ?? [];
  return rsid === "" || Number(id) > 2_147_483_647 ? undefined : { rsid, id: Number(id) };
}

/** How many bytes may wait in a folder (FO4). */
export function queueMaxBytes({ fileDoors }: Pick<Deps, "fileDoors">): number {
  return fileDoors?.queueMaxBytes ?? QUEUE_MAX_BYTES;
}
