import type { MultipartFile } from "@fastify/multipart";
import { Refusal } from "@rapport/contract";
import type { FastifyRequest } from "fastify";
import { Readable } from "node:stream";
import { UPLOAD_PACE, watchPace, type Pace, type PaceWatch } from "./upload-pace.ts";

/** A file that is being uploaded; `stream` must be read to its end. */
export interface Upload {
  readonly filename: string;
  /** Ends with a refusal when the body was cut off or is malformed. */
  readonly stream: Readable;
  /** True once the stream ended because the file was larger than allowed. */
  truncated(): boolean;
  /** Reads what follows the file; rejects with a refusal when the body is not complete or holds a second file. */
  end(): Promise<void>;
}

const FILE_PART = "file";
const OTHER_PARTS = 50;

export async function readUpload(request: FastifyRequest, { maxBytes, pace = UPLOAD_PACE }: { maxBytes: number; pace?: Pace | undefined }): Promise<Upload> {
  if (!request.isMultipart()) throw new Refusal("upload.not_multipart", { part: FILE_PART });
  const parts = request
    .parts({ limits: { fileSize: maxBytes, files: 1, fields: OTHER_PARTS, fieldSize: 10_000, headerPairs: 50 }, isPartAFile })
    [Symbol.asyncIterator]();
  const watch = watchPace(request.raw, pace);
  const part = await whole(() => watch.during(() => firstFile(parts)));
  return {
    // The library's types do not allow a part without a name.
    filename: (part.filename as string | undefined) ?? "",
    stream: Readable.from(bytesOf(part, watch), { objectMode: false }),
    truncated: () => part.file.truncated,
    end: () =>
      whole(async () => {
        await watch.during(async () => {
          while ((await parts.next()).done !== true);
        });
        watch.end();
      }),
  };
}

/**
 * The body of a request as it comes. It ends with a refusal when it was cut off or hardly goes on, and with the signal's reason when that is aborted. What is not
 * read is thrown away, so that the caller can read why.
 */
export async function* readBytes(raw: FastifyRequest["raw"], stop: AbortSignal): AsyncGenerator<Buffer> {
  const watch = watchPace(raw, UPLOAD_PACE);
  const pieces = raw.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer, undefined>;
  let give = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => (give = () => reject(stop.reason as Error)));
  stopped.catch(() => undefined);
  stop.addEventListener("abort", give);
  try {
    for (;;) {
      stop.throwIfAborted();
      const next = await whole(() => watch.during(() => Promise.race([pieces.next(), stopped])));
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    stop.removeEventListener("abort", give);
    watch.end();
    // The iterator still listens, and may wait for a piece that never comes. While it does, nothing flows.
    raw.removeAllListeners("readable");
    raw.resume();
  }
}

/** A part called `file` is the file, even when its sender gave no file name, as forms do for texts. */
function isPartAFile(name: string | undefined, _type: string | undefined, filename: string | undefined): boolean {
  return name === FILE_PART || filename !== undefined;
}

async function firstFile(parts: AsyncIterator<{ type: string } | MultipartFile>): Promise<MultipartFile> {
  for (;;) {
    const { value, done } = (await parts.next()) as IteratorResult<{ type: "field" } | MultipartFile, undefined>;
    if (done === true) throw new Refusal("upload.no_part", { part: FILE_PART });
    if (value.type !== "file") continue;
    if (value.fieldname === FILE_PART) return value;
    throw new Refusal("upload.wrong_part", { part: FILE_PART });
  }
}

async function* bytesOf({ file }: MultipartFile, watch: PaceWatch): AsyncGenerator<Buffer> {
  const chunks = (file as AsyncIterable<Buffer>)[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  for (;;) {
    const next = await whole(() => watch.during(() => chunks.next()));
    if (next.done === true) return;
    yield next.value;
  }
}

async function whole<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof Refusal ? cause : incomplete(cause);
  }
}

function incomplete(cause: unknown): Refusal {
  if (cause instanceof Error && "code" in cause && cause.code === "FST_FILES_LIMIT") return new Refusal("upload.several", {}, { cause });
  return new Refusal("upload.cut_off", {}, { cause });
}
