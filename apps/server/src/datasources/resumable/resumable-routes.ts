import {
  beginResumableUpload,
  cancelResumableUpload,
  continueResumableUpload,
  getResumableUpload,
  listResumableUploads,
  TUS_VERSION,
} from "@rapport/contract/data-sources";
import { pathOf } from "@rapport/contract";
import type { Deps } from "../../deps.ts";
import { route, type App } from "../../http/index.ts";
import { begunOrRefusal, beginUpload, cancelUpload, listBegun, shownUpload } from "./begin.ts";
import { continueUpload } from "./continue.ts";
import { offsetOf, saidOfFile, speakTus } from "./tus.ts";
import { createWriters } from "./writers.ts";

/** Files in several goes, by the tus protocol (FU21, docs/decisions/0027-resumable-uploads.md). */
export function registerResumable(app: App, deps: Deps): void {
  const writers = createWriters();
  route(app, listResumableUploads, async ({ params, actor }) => ({ uploads: await listBegun(deps, { ...params, actor }) }));
  route(app, beginResumableUpload, async ({ params, actor, http }) => {
    speakTus(http);
    const begun = await beginUpload(deps, { ...params, said: saidOfFile(http), actor });
    http.setHeader("location", pathOf(getResumableUpload, { params: { ...params, resumableUpload: begun.id } }));
    http.setHeader("upload-expires", new Date(begun.expiresAt).toUTCString());
    return begun;
  });
  route(app, getResumableUpload, async ({ params, actor, http }) => {
    const shown = await shownUpload(deps, await begunOrRefusal(deps, { ...params, actor }));
    http.setHeader("tus-resumable", TUS_VERSION);
    http.setHeader("upload-offset", String(shown.receivedBytes));
    http.setHeader("upload-length", String(shown.bytes));
    http.setHeader("cache-control", "no-store");
    return shown;
  });
  route(app, continueResumableUpload, async ({ params, actor, http }) => {
    speakTus(http);
    const received = await continueUpload(deps, { ...params, actor, offset: offsetOf(http), bytes: (stop) => http.bytes({ stop }), writers });
    http.setHeader("upload-offset", String(received));
    return undefined;
  });
  route(app, cancelResumableUpload, async ({ params, actor, http }) => {
    speakTus(http);
    await cancelUpload(deps, { ...params, actor, writers });
    return undefined;
  });
}
