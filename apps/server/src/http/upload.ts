import type { MultipartFile } from "@fastify/multipart";
import { Refusal } from "@rapport/contract";
import type { FastifyRequest } from "fastify";
import { Readable } from "node:stream";

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

export async function readUpload(request: FastifyRequest, { maxBytes }: { maxBytes: number }): Promise<Upload> {
  if (!request.isMultipart()) throw new Refusal("upload.not_multipart", { part: FILE_PART });
  const parts = request
    .parts({ limits: { fileSize: maxBytes, files: 1, fields: OTHER_PARTS, fieldSize: 10_000, headerPairs: 50 }, isPartAFile })
    [Symbol.asyncIterator]();
  const part = await whole(() => firstFile(parts));
  return {
    // The types know no part without a name.
    filename: (part.filename as string | undefined) ?? "",
    stream: Readable.from(bytesOf(part), { objectMode: false }),
    truncated: () => part.file.truncated,
    end: () =>
      whole(async () => {
        while ((await parts.next()).done !== true);
      }),
  };
}

/** A part named `file` is the file even when its sender gave it no name, as a form does with a text. */
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

async function* bytesOf({ file }: MultipartFile): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of file) yield chunk as Buffer;
  } catch (cause) {
    throw incomplete(cause);
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
