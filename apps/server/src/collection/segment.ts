import { Refusal } from "@rapport/contract";
import { BATCH_MESSAGES, type SegmentCall } from "@rapport/contract/collection";
import { gunzip } from "node:zlib";
import { promisify } from "node:util";
import type { Disk, Journal } from "../deps.ts";
import type { Exchange } from "../http/index.ts";
import { assertTakesHits } from "./assert-takes-hits.ts";
import { clientOf } from "./client.ts";
import type { SuiteLookup } from "../report-suites/index.ts";

/** The documented limit of the Segment HTTP API. For gzip it is also the limit of the unpacked body. */
const BATCH_BYTES = 500 * 1024;
/** A batch's shared context is copied to each of its messages. This limits how large a small body can grow. */
const SHARED_BYTES = 8 * 1024 * 1024;

interface Door {
  readonly suites: SuiteLookup;
  readonly journal: Journal;
  readonly disk: Disk;
}

/** Accepts one call of the Segment HTTP API; resolves when it is durable, as it was sent. A bad message never loses its batch. */
export async function acceptSegment({ suites, journal, disk }: Door, { call, http }: { call: SegmentCall; http: Exchange }): Promise<{ success: true }> {
  assertTakesHits({ journal, disk });
  const key = basicUser(http.header("authorization"));
  const text = await bodyText(http);
  const body = record(parsed(text));
  const writeKey = key || writeKeyOf(body);
  if (writeKey === "") throw new Refusal("write_key.missing", {});
  const suite = await suites.ofWriteKey(writeKey);
  if (suite === undefined) throw new Refusal("write_key.unknown", {});
  const hits = messagesOf(body, { call, bytes: text.length });
  if (hits > 0) await journal.commit([{ suite, door: call, client: clientOf(http), payload: text, hits }]);
  return { success: true };
}

/** How many hits a body holds. */
function messagesOf(body: Readonly<Record<string, unknown>>, { call, bytes }: { call: SegmentCall; bytes: number }): number {
  if (call !== "batch") return 1;
  const { batch, context, sentAt } = body;
  if (!Array.isArray(batch)) throw new Refusal("segment.batch_missing", {});
  if (batch.length > BATCH_MESSAGES) throw new Refusal("segment.batch_long", { most: BATCH_MESSAGES });
  // Most bodies are too small to need the check.
  if (bytes * batch.length > SHARED_BYTES && lengthOf({ context, sentAt }) * batch.length > SHARED_BYTES)
    throw new Refusal("segment.shared_large", { megabytes: SHARED_BYTES / 1_048_576 });
  return batch.length;
}

/** A body that is nested too deeply to be written as JSON again counts as too large. */
function lengthOf(value: object): number {
  try {
    return JSON.stringify(value).length;
  } catch (error) {
    if (error instanceof RangeError) return SHARED_BYTES;
    throw error;
  }
}

const gunzipped = promisify(gunzip);
const utf8 = new TextDecoder("utf-8", { fatal: true });

async function bodyText(http: Exchange): Promise<string> {
  const encoding = http.header("content-encoding")?.trim().toLowerCase() ?? "identity";
  let body = http.rawBody;
  try {
    if (encoding === "gzip") body = await gunzipped(body, { maxOutputLength: BATCH_BYTES });
    else if (encoding !== "identity") throw new Refusal("segment.encoding", {});
    return utf8.decode(body);
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw encoding === "gzip"
      ? new Refusal("segment.not_gzip", { kilobytes: BATCH_BYTES / 1024 }, { cause })
      : new Refusal("request.not_utf8", { where: "body" }, { cause });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The engine's message would quote the body.
    throw new Refusal("request.not_json", {});
  }
}

function record(body: unknown): Record<string, unknown> {
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new Refusal("segment.not_object", {});
  return body as Record<string, unknown>;
}

function writeKeyOf({ writeKey }: Readonly<Record<string, unknown>>): string {
  return typeof writeKey === "string" ? writeKey : "";
}

/** The user of Basic authentication, which is where the SDKs put the write key; empty when only a password was sent. */
function basicUser(authorization: string | undefined): string | undefined {
  const encoded = authorization === undefined ? undefined : /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  return Buffer.from(encoded, "base64").toString("utf8").split(":", 1)[0];
}
