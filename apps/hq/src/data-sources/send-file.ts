import { Refusal } from "@rapport/contract";
import { createJob, DataSourceJob } from "@rapport/contract/data-sources";
import { refusalOf } from "@rapport/contract/refusals";
import { COMPANY } from "../company.ts";

/** Sends a file and reports its progress in bytes. It uses XMLHttpRequest, because `fetch` does not report the progress of sending. */
export function sendFile({
  rsid,
  dataSourceId,
  file,
  force,
  onProgress,
}: {
  rsid: string;
  dataSourceId: number;
  file: File;
  force: boolean;
  onProgress: (sentBytes: number) => void;
}): Promise<DataSourceJob> {
  const path = createJob.path.replace(":company", COMPANY).replace(":rsid", encodeURIComponent(rsid)).replace(":dataSourceId", String(dataSourceId));
  const form = new FormData();
  form.set("file", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", force ? `${path}?force=true` : path);
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded));
    request.addEventListener("error", () => reject(new Refusal("server.unreachable", {})));
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) resolve(DataSourceJob.parse(JSON.parse(request.responseText)));
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
