import { Refusal } from "@rapport/contract";
import type { Disk, Journal } from "../deps.ts";
import type { Exchange, FileReply } from "../http/index.ts";
import type { SuiteLookup } from "../report-suites/index.ts";
import { assertTakesHits } from "./assert-takes-hits.ts";
import { clientOf } from "./client.ts";

/** Parameters in the address and in the body together. */
const IMAGE_BYTES = 256 * 1024;
const SUITES_A_REQUEST = 50;

const GIF: FileReply = {
  contentType: "image/gif",
  body: Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64"),
  headers: { "cache-control": "no-cache, no-store, max-age=0, must-revalidate", pragma: "no-cache" },
};

/** Accepts one image request for each suite that is known; answers a 1x1 GIF once it is durable. */
export async function acceptImage(
  { suites, journal, disk }: { suites: SuiteLookup; journal: Journal; disk: Disk },
  { rsids, http }: { rsids: string; http: Exchange },
): Promise<FileReply> {
  assertTakesHits({ journal, disk });
  const named = [...new Set(rsids.split(","))];
  if (named.length > SUITES_A_REQUEST) throw new Refusal("image.suites", { most: SUITES_A_REQUEST });
  const known = [];
  for (const rsid of named) if (await suites.exists(rsid)) known.push(rsid);
  if (known.length === 0) throw new Refusal("image.suite_unknown", {});
  const query = [http.rawQuery, formText(http)].filter((part) => part !== "").join("&");
  if (query.length > IMAGE_BYTES) throw new Refusal("image.too_large", { kilobytes: IMAGE_BYTES / 1024 });
  const payload = JSON.stringify({ query, referer: http.header("referer") });
  const client = clientOf(http);
  await journal.commit(known.map((suite) => ({ suite, door: "image", client, payload, hits: 1 })));
  return GIF;
}

/** A long request comes as a POST with the same parameters in its body. Bytes that its sender did not escape are escaped here. */
function formText(http: Exchange): string {
  if (http.rawBody.length === 0) return "";
  if ((http.header("content-encoding") ?? "identity") !== "identity") throw new Refusal("image.encoded", {});
  if (/json|multipart/i.test(http.header("content-type") ?? "")) throw new Refusal("image.form", {});
  const escaped = http.rawBody.toString("latin1").replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
  // Trimmed only now, as ASCII: in ISO 8859-1 the last byte of an `à` would look like a blank.
  const text = escaped.trim();
  if (text.startsWith("<")) throw new Refusal("image.xml", {});
  return text;
}
