import { Refusal } from "@rapport/contract";
import { DataSourceJob, DryRun, dryRunFile, replaceUpload } from "@rapport/contract/data-sources";
import { refusalOf } from "@rapport/contract/refusals";

interface Posted {
  readonly file: File;
  readonly onProgress: (sentBytes: number) => void;
}

interface Tried extends Posted {
  readonly rsid: string;
  readonly dataSourceId: number;
  readonly force: boolean;
}

/** Sends a file to be tried: nothing of it is loaded. */
export async function tryFile({ rsid, dataSourceId, force, ...sent }: Tried): Promise<DryRun> {
  const address = dryRunFile.path.replace(":rsid", encodeURIComponent(rsid)).replace(":dataSourceId", String(dataSourceId));
  return DryRun.parse(await post(force ? `${address}?force=true` : address, sent));
}

/** Sends a corrected file, which takes the place of an upload. */
export async function sendCorrected({ jobId, ...sent }: Posted & { jobId: number }): Promise<DataSourceJob> {
  return DataSourceJob.parse(await post(replaceUpload.path.replace(":jobId", String(jobId)), sent));
}

/** Sends a file and reports its progress in bytes. It uses XMLHttpRequest, because `fetch` does not report the progress of sending. */
function post(address: string, { file, onProgress }: Posted): Promise<unknown> {
  const form = new FormData();
  form.set("file", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
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
