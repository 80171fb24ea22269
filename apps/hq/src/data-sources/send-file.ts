import { Refusal } from "@rapport/contract";
import { DryRun, dryRunFile } from "@rapport/contract/data-sources";
import { refusalOf } from "@rapport/contract/refusals";

interface Tried {
  readonly rsid: string;
  readonly dataSourceId: number;
  readonly file: File;
  readonly force: boolean;
  readonly onProgress: (sentBytes: number) => void;
}

/**
 * Sends a file to be tried: nothing of it is loaded. Reports its progress in bytes, so it uses XMLHttpRequest: `fetch` does not report the progress of
 * sending.
 */
export async function tryFile({ rsid, dataSourceId, file, force, onProgress }: Tried): Promise<DryRun> {
  const address = dryRunFile.path.replace(":rsid", encodeURIComponent(rsid)).replace(":dataSourceId", String(dataSourceId));
  const form = new FormData();
  form.set("file", file, file.name);
  const answer = await new Promise<unknown>((resolve, reject) => {
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
  return DryRun.parse(answer);
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
