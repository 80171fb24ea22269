import { Refusal } from "@rapport/contract";
import { createJob, DataSourceJob, DryRun, dryRunFile } from "@rapport/contract/data-sources";
import { refusalOf } from "@rapport/contract/refusals";
import { COMPANY } from "../company.ts";

interface Sent {
  readonly rsid: string;
  readonly dataSourceId: number;
  readonly file: File;
  readonly force: boolean;
  readonly onProgress: (sentBytes: number) => void;
}

/** Sends a file to be loaded. */
export async function sendFile(sent: Sent): Promise<DataSourceJob> {
  return DataSourceJob.parse(await post(createJob.path.replace(":company", COMPANY), sent));
}

/** Sends a file to be tried: nothing of it is loaded. */
export async function tryFile(sent: Sent): Promise<DryRun> {
  return DryRun.parse(await post(dryRunFile.path, sent));
}

/** Sends a file and reports its progress in bytes. It uses XMLHttpRequest, because `fetch` does not report the progress of sending. */
function post(path: string, { rsid, dataSourceId, file, force, onProgress }: Sent): Promise<unknown> {
  const address = path.replace(":rsid", encodeURIComponent(rsid)).replace(":dataSourceId", String(dataSourceId));
  const form = new FormData();
  form.set("file", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", force ? `${address}?force=true` : address);
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded));
    request.addEventListener("error", () => reject(new Refusal("server.unreachable", {})));
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) resolve(tryJson(request.responseText));
      else reject(refusalOf(request.status, tryJson(request.responseText)));
    });
    request.send(form);
  });
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
