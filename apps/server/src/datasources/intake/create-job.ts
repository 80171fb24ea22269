import type { DataSourceJob } from "@rapport/contract/data-sources";
import type { Deps } from "../../deps.ts";
import type { Actor, Exchange } from "../../http/index.ts";
import { assertRoomFor, receive } from "../../received-files/index.ts";
import { takingAccount, type AccountPlace } from "../accounts/accounts.ts";
import { timeZoneOf } from "../accounts/suite.ts";
import { addReceived } from "./add-upload.ts";
import { shownJob } from "./read-jobs.ts";
import { discard, uploadFolder } from "./upload-files.ts";

type IntakeDeps = Pick<Deps, "db" | "clock" | "dataDir" | "disk" | "uploadMaxBytes">;

/** Accepts a file. Its job reads and checks it afterwards. */
export async function createUpload(
  deps: IntakeDeps,
  { force, by, http, ...place }: AccountPlace & { readonly force: boolean; readonly by: Actor["kind"]; readonly http: Pick<Exchange, "upload" | "header"> },
): Promise<DataSourceJob> {
  const timeZone = await timeZoneOf(deps.db, place.rsid);
  const account = await takingAccount(deps.db, place);
  // A file needs room twice: as it was sent, and in the warehouse.
  assertRoomFor(deps.disk, 2 * Number(http.header("content-length") ?? 0));
  const upload = await http.upload({ maxBytes: deps.uploadMaxBytes });
  const file = await receive({ folder: uploadFolder(deps), disk: deps.disk }, { upload, maxBytes: deps.uploadMaxBytes });
  try {
    return shownJob(
      await addReceived(deps, { account, file, filename: upload.filename, forced: force, came_by: by === "headquarters" ? "screen" : "api", taken: null }),
      timeZone,
    );
  } finally {
    await discard(file);
  }
}
