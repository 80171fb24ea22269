import { ask, signedInAs } from "@rapport/app-shell";
import { pathOf, Refusal, SIGNED_IN_AS } from "@rapport/contract";
import {
  beginResumableUpload,
  continueResumableUpload,
  getResumableUpload,
  listResumableUploads,
  TUS_BYTES,
  TUS_VERSION,
  type ResumableUpload,
} from "@rapport/contract/data-sources";
import { refusalOf } from "@rapport/contract/refusals";
import { DetailedError, Upload } from "tus-js-client";
import type { SourcePlace } from "../source-place.ts";

export interface FileToSend {
  readonly place: SourcePlace;
  readonly file: File;
  readonly force: boolean;
  /** Called with how many bytes are on their way. */
  readonly onProgress: (sentBytes: number) => void;
  /** The connection was lost; it goes on by itself. */
  readonly onReconnecting: () => void;
}

/** A file on its way. */
export interface Sending {
  /** The job that it became; rejects with a refusal. */
  readonly job: Promise<number>;
  /** Stops sending; what came stays at the server. */
  pause(): Promise<void>;
  /** Stops sending and discards what came. */
  cancel(): Promise<void>;
}

const CHUNK_BYTES = 16 * 1024 ** 2;
/** Some three minutes; each byte that gets through begins them anew. */
const RETRY_DELAYS_MS = [0, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 30_000, 30_000, 30_000, 30_000];
const ASK_AGAIN_MS = 2_000;
const ASK_TIMES = 60;

/** Sends a file in several goes (FU21). It goes on where an earlier try of the same file ended, whichever tab or browser that was in. */
export function sendResumable({ place, file, force, onProgress, onReconnecting }: FileToSend): Sending {
  let upload: Upload | undefined;
  let isStopped = false;
  const job = (async () => {
    const known = (await ask(listResumableUploads, { params: place })).uploads.find((begun) => isSameFile(begun, { file, force }));
    if (isStopped) return await new Promise<never>(() => undefined);
    const address = await new Promise<string>((resolve, reject) => {
      const made = new Upload(file, {
        endpoint: absolute(pathOf(beginResumableUpload, { params: place })),
        uploadUrl: known === undefined ? null : addressOf(place, known.id),
        metadata: { filename: file.name, lastModified: String(file.lastModified), ...(force && { force: "true" }) },
        headers: asPerson(),
        chunkSize: CHUNK_BYTES,
        retryDelays: RETRY_DELAYS_MS,
        // The server lists what was begun.
        storeFingerprintForResuming: false,
        onProgress,
        onShouldRetry: (error) => {
          const again = comesAgain(error);
          if (again) {
            onReconnecting();
            void file.slice(0, 1).arrayBuffer().catch(changed);
          }
          return again;
        },
        onError: (error) => reject(refused(error)),
        onSuccess: () => resolve(made.url ?? ""),
      });
      // The browser refuses to read a file that was changed or moved.
      const changed = () => {
        void made.abort();
        reject(new Refusal("resumable.file_changed", {}));
      };
      upload = made;
      made.start();
    });
    return await jobOf(place, address);
  })();
  return {
    job,
    pause: async () => {
      isStopped = true;
      await upload?.abort();
    },
    cancel: async () => {
      isStopped = true;
      await upload?.abort(upload.url !== null);
    },
  };
}

/** Discards what came of a file. */
export async function discard(place: SourcePlace, { id }: Pick<ResumableUpload, "id">): Promise<void> {
  await Upload.terminate(addressOf(place, id), { headers: asPerson() });
}

export function isSameFile(begun: ResumableUpload, { file, force }: { readonly file: File; readonly force: boolean }): boolean {
  const changedAt = begun.lastModified === null ? undefined : Date.parse(begun.lastModified);
  return begun.filename === file.name && begun.bytes === file.size && changedAt === file.lastModified && begun.force === force;
}

/** The file became a job with its last byte, unless just then the server ended: then it is asked for once more. */
async function jobOf(place: SourcePlace, address: string): Promise<number> {
  const resumableUpload = address.split("/").at(-1) ?? "";
  for (let time = 1; ; time += 1) {
    try {
      const { jobId, bytes } = await ask(getResumableUpload, { params: { ...place, resumableUpload } });
      if (jobId !== null) return jobId;
      const headers = { ...asPerson(), "tus-resumable": TUS_VERSION, "upload-offset": String(bytes), "content-type": TUS_BYTES };
      const answer = await fetch(pathOf(continueResumableUpload, { params: { ...place, resumableUpload } }), { method: "PATCH", headers, body: "" });
      if (answer.status >= 400 && answer.status < 500) throw refusalOf(answer.status, tryJson(await answer.text()));
    } catch (cause) {
      if (time >= ASK_TIMES || (cause instanceof Refusal && cause.kind !== "unavailable" && cause.kind !== "busy")) throw cause;
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
  }
}

/** A connection that was lost, and a server that is away for a moment. A disk that is full, and whatever else is refused, is for a person. */
function comesAgain({ originalResponse }: DetailedError): boolean {
  if (originalResponse === null) return true;
  const status = originalResponse.getStatus();
  const { code } = refusalOf(status, tryJson(originalResponse.getBody()));
  return code === "resumable.offset" || (status >= 500 && code !== "upload.disk_full");
}

function refused(error: Error): Refusal {
  if (!(error instanceof DetailedError) || error.originalResponse === null) return new Refusal("server.unreachable", {}, { cause: error });
  return refusalOf(error.originalResponse.getStatus(), tryJson(error.originalResponse.getBody()));
}

function addressOf(place: SourcePlace, id: string): string {
  return absolute(pathOf(getResumableUpload, { params: { ...place, resumableUpload: id } }));
}

function absolute(path: string): string {
  return new URL(path, window.location.origin).href;
}

function asPerson(): Record<string, string> {
  const person = signedInAs();
  return person === null ? {} : { [SIGNED_IN_AS]: person };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
