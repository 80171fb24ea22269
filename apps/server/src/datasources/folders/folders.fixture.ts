import { getSourceFolder, type Receipt, type SourceFolder } from "@rapport/contract/data-sources";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestServer } from "../../testing/index.ts";
import { loadUpload } from "../load/load.ts";
import { newSource, type TestSource } from "../uploads.fixture.ts";
import { folderOf } from "./places.ts";
import { takeReady } from "./watch-folders.ts";

/** A source whose folder another program puts files into. */
export interface Folder extends TestSource {
  readonly path: string;
  put(name: string, text?: string | Buffer): void;
  /** Takes what is ready, loads it, and gives the receipts in the order in which files were taken. */
  take(): Promise<Receipt[]>;
  names(): string[];
  shown(): Promise<SourceFolder>;
}

export async function newSourceFolder(
  server: TestServer,
  { rsid, mode = "lenient" }: { rsid: string; mode?: "lenient" | "strict" | undefined },
): Promise<Folder> {
  const source = await newSource(server, { rsid, type: "summary", mode });
  // The first look makes the folder.
  await takeReady(server.deps);
  const path = folderOf(server.deps, source);
  let known = 0;
  const uploads = async () =>
    (await server.deps.db.selectFrom("upload").select("id").where("data_source_id", "=", source.id).orderBy("id").execute()).map(({ id }) => id);
  return {
    ...source,
    path,
    put: (name, text = "") => writeFileSync(join(path, name), text),
    take: async () => {
      await takeReady(server.deps);
      const fresh = (await uploads()).slice(known);
      known += fresh.length;
      for (const id of fresh) await loadUpload(server.deps, id);
      return await Promise.all(fresh.map((id) => source.receipt(id)));
    },
    names: () => readdirSync(path).toSorted(),
    shown: async () => await server.api(getSourceFolder, { params: { rsid, dataSourceId: source.id } }),
  };
}
