import type { IncomingMessage } from "node:http";

/** One request of ClickHouse's HTTP interface, taken apart. */
export interface FrontRequest {
  readonly sql: string;
  readonly params: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, string>>;
  readonly format: string;
  /** Rows to insert, when the statement stands in the address and the body holds data. */
  readonly data?: Buffer;
}

export async function readRequest(request: IncomingMessage): Promise<FrontRequest> {
  const address = new URL(request.url ?? "/", "http://front").searchParams;
  const body = Buffer.concat((await request.toArray()) as Buffer[]); // no encoding is set, so chunks are buffers
  const fields = new Map(address);
  const multipart = request.headers["content-type"]?.startsWith("multipart/form-data") === true;
  if (multipart) for (const [name, value] of await formFields(request.headers["content-type"]!, body)) fields.set(name, value);
  const inAddress = fields.get("query");
  const names = [...fields.keys()];
  const pick = (wanted: (name: string) => boolean, rename: (name: string) => string): Record<string, string> =>
    Object.fromEntries(names.filter(wanted).map((name) => [rename(name), fields.get(name)!]));
  return {
    sql: inAddress ?? body.toString("utf8"),
    params: pick(
      (name) => name.startsWith("param_"),
      (name) => name.slice("param_".length),
    ),
    settings: pick(
      (name) => !name.startsWith("param_") && !OF_THE_INTERFACE.has(name),
      (name) => name,
    ),
    format: fields.get("default_format") ?? "TabSeparated",
    ...(inAddress !== undefined && !multipart && body.length > 0 ? { data: body } : {}),
  };
}

/** Fields of an address that are not settings of the engine. */
const OF_THE_INTERFACE = new Set([
  "query",
  "database",
  "query_id",
  "session_id",
  "session_check",
  "session_timeout",
  "default_format",
  "wait_end_of_query",
  "buffer_size",
  "compress",
  "decompress",
  "user",
  "password",
  "role",
]);

async function formFields(type: string, body: Buffer): Promise<Map<string, string>> {
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  const fields = new Map<string, string>();
  for (const [name, value] of form) fields.set(name, typeof value === "string" ? value : await value.text());
  return fields;
}
