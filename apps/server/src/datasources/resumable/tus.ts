import { Refusal } from "@rapport/contract";
import { TUS_BYTES, TUS_VERSION } from "@rapport/contract/data-sources";
import type { Exchange } from "../../http/index.ts";

type Headers = Pick<Exchange, "header" | "setHeader">;

/** What a caller says of a file before its first byte (tus 1.0.0, creation). */
export interface SaidOfFile {
  readonly bytes: number;
  readonly filename: string;
  readonly forced: boolean;
  readonly lastModified: Date | null;
}

/** Every answer names the version that is spoken; a call that speaks another is refused. */
export function speakTus(http: Headers): void {
  http.setHeader("tus-resumable", TUS_VERSION);
  if (http.header("tus-resumable") === TUS_VERSION) return;
  http.setHeader("tus-version", TUS_VERSION);
  throw new Refusal("resumable.header", { header: "Tus-Resumable", expected: TUS_VERSION });
}

export function saidOfFile(http: Headers): SaidOfFile {
  const bytes = countOf(http, { name: "Upload-Length", expected: "the length of the whole file in bytes, known before it is sent" });
  const said = metadataOf(http.header("upload-metadata") ?? "");
  const lastModified = Number(said.get("lastModified") ?? Number.NaN);
  return {
    bytes,
    filename: said.get("filename") ?? "",
    forced: said.get("force") === "true",
    // 8.64e15 ms is the last point in time that there is.
    lastModified: Number.isInteger(lastModified) && Math.abs(lastModified) < 8.64e15 ? new Date(lastModified) : null,
  };
}

/** From where on the bytes of a body go on. */
export function offsetOf(http: Headers): number {
  const [type] = (http.header("content-type") ?? "").split(";", 1);
  if (type?.trim().toLowerCase() !== TUS_BYTES) throw new Refusal("resumable.header", { header: "Content-Type", expected: TUS_BYTES });
  return countOf(http, { name: "Upload-Offset", expected: "how many bytes came before these" });
}

function countOf(http: Headers, { name, expected }: { name: string; expected: string }): number {
  const given = http.header(name.toLowerCase()) ?? "";
  const count = Number(given);
  if (!/^\d+$/.test(given) || !Number.isSafeInteger(count)) throw new Refusal("resumable.header", { header: name, expected });
  return count;
}

const METADATA = "pairs of a key and a base64 text, with commas between them";

/** Keys with base64 texts: `filename cmV0dXJucy50eHQ=,force dHJ1ZQ==`. */
function metadataOf(header: string): Map<string, string> {
  const wrong = () => new Refusal("resumable.header", { header: "Upload-Metadata", expected: METADATA });
  const found = new Map<string, string>();
  for (const pair of header.split(",")) {
    const [key, value = "", ...more] = pair.trim().split(/ +/);
    if (key === undefined || key === "") continue;
    if (more.length > 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) throw wrong();
    try {
      found.set(key, new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(value, "base64")));
    } catch {
      throw wrong();
    }
  }
  return found;
}
