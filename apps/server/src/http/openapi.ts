import { type Endpoint, type Permission, PERMISSIONS, sideOf } from "@rapport/contract";
import { areaOf, ENDPOINTS } from "@rapport/contract/endpoints";
import { z } from "zod";
import { compareTexts } from "@rapport/domain";

type Json = Record<string, unknown>;

/** OpenAPI 3.1 takes JSON Schema as it is. The result of a transform has no schema, so it is left open. */
const PRINT = { target: "draft-2020-12", unrepresentable: "any", uri } as const;

/** The description of every endpoint, OpenAPI 3.1, printed from the contract. */
export function openApiDocument(): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  const endpoints = ENDPOINTS.toSorted((a, b) => compareTexts(a.path, b.path) || compareTexts(a.method, b.method));
  for (const endpoint of endpoints) (paths[openPath(endpoint.path)] ??= {})[endpoint.method.toLowerCase()] = operation(endpoint);
  return {
    openapi: "3.1.0",
    info: {
      title: "Rapport",
      version: "1",
      description:
        "Collection of online hits, offline data sources, reports on the joined truth, and clienteling. Errors are RFC 9457 problems unless an operation says otherwise: `code` and `params` are for programs, `errors` names the places of a request that are wrong, `detail` is English for people.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: [...new Set(endpoints.map(areaOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key." },
        headquarters: { type: "apiKey", in: "cookie", name: "rapport_hq", description: "A session of the headquarters app." },
        register: { type: "apiKey", in: "cookie", name: "rapport_pos", description: "A session at a register." },
        writeKey: { type: "http", scheme: "basic", description: "The report suite's write key as user, an empty password; or `writeKey` in the body." },
      },
      schemas: { ...namedSchemas(), SegmentError: schemaOf(z.object({ success: z.literal(false), message: z.string() }), "output") },
    },
  };
}

function operation(endpoint: Endpoint): Json {
  const { name, summary, permission, status, errors, described } = endpoint;
  const parameters = [...parametersOf(endpoint.params, "path"), ...parametersOf(endpoint.query, "query")];
  // One object in which each key is a parameter of its own, because there are hundreds.
  if (described?.query !== undefined)
    parameters.push({ name: "parameters", in: "query", style: "form", explode: true, schema: schemaOf(described.query, "output") });
  const body = requestBody(endpoint);
  return {
    operationId: name.replaceAll(/\.(\w)/g, (_, letter: string) => letter.toUpperCase()),
    tags: [areaOf(endpoint)],
    summary,
    ...(permission !== "public" && { description: `Permission: \`${permission}\` (${PERMISSIONS[permission].words.en}).` }),
    security: securityOf(permission),
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && { requestBody: body }),
    responses: { [status]: success(endpoint), default: failure(errors) },
  };
}

function success({ method, replyKind, reply, errors, csv }: Endpoint): Json {
  switch (replyKind) {
    case "none":
      return { description: "Done." };
    case "json":
      return {
        description: "The answer.",
        content: { "application/json": { schema: schemaOf(reply, "output") }, ...(method === "GET" ? csvContent(csv) : {}) },
      };
    case "raw":
      return { description: "The answer.", content: errors === "image" ? { "image/gif": {} } : { "*/*": {} } };
    case "events":
      return { description: "Server-sent events.", content: { "text/event-stream": {} } };
    case "file":
      return { description: "A file.", content: { "*/*": {} } };
  }
}

function failure(errors: Endpoint["errors"]): Json {
  switch (errors) {
    case "problem":
      return { description: "A refusal; `code` says which.", content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } };
    case "segment":
      return {
        description: "A refusal, in the form of the Segment HTTP API.",
        content: { "application/json": { schema: { $ref: "#/components/schemas/SegmentError" } } },
      };
    case "image":
      return { description: "A refusal.", content: { "text/plain": {} } };
  }
}

function csvContent(csv: Endpoint["csv"]): Json {
  return csv === undefined
    ? {}
    : { "text/csv": { schema: { type: "string", description: `A line of column names, then a line a row: ${csv.columns.join(",")}` } } };
}

function requestBody({ bodyKind, body, errors, csv, described }: Endpoint): Json | undefined {
  switch (bodyKind) {
    case "none":
      return undefined;
    case "json":
      return { required: true, content: { "application/json": { schema: schemaOf(described?.body ?? body, "input") }, ...csvContent(csv) } };
    case "multipart":
      return {
        required: true,
        content: {
          "multipart/form-data": {
            schema: { type: "object", required: ["file"], properties: { file: { type: "string", contentMediaType: "text/tab-separated-values" } } },
          },
        },
      };
    case "raw": {
      const schema = described?.body === undefined ? {} : schemaOf(described.body, "output");
      const types = errors === "image" ? ["application/x-www-form-urlencoded"] : ["application/json", "text/plain"];
      return { required: errors !== "image", content: Object.fromEntries(types.map((type) => [type, { schema }])) };
    }
  }
}

function parametersOf(schema: z.ZodType, where: "path" | "query"): Json[] {
  const { properties = {}, required = [] } = schemaOf(schema, "input") as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({
    name: name === "*" ? "rest" : name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: property,
  }));
}

function securityOf(permission: Permission): Json[] {
  switch (sideOf(permission)) {
    case "anyone":
      return [];
    case "collection":
      return [{ writeKey: [] }];
    case "pos":
      return [{ register: [] }];
    case "headquarters":
      return [{ apiKey: [] }, { headquarters: [] }];
    case "person":
      return [{ headquarters: [] }];
  }
}

function openPath(path: string): string {
  return path.replaceAll(/:(\w+)/g, "{$1}").replace("*", "{rest}");
}

/** Schemas with a name of their own are printed once, under `components`. */
function namedSchemas(): Json {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { ...PRINT, io: "output" });
  const named = Object.entries(schemas).filter(([id]) => isNamed(id) && id !== "__shared");
  return Object.fromEntries(named.toSorted(([a], [b]) => compareTexts(a, b)).map(([id, schema]) => [id, withoutHead(schema as Json)]));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const id = io === "output" ? z.globalRegistry.get(schema)?.id : undefined;
  if (id !== undefined) return { $ref: uri(id) };
  return inlined(withoutHead(z.toJSONSchema(schema, { ...PRINT, io }) as Json), io);
}

/** A schema that is printed alone holds the named ones inside it. An answer refers to the shared ones; a body keeps its own input shape. */
function inlined(schema: Json, io: "input" | "output"): Json {
  const { $defs, ...rest } = schema as { $defs?: Record<string, Json> } & Json;
  if ($defs === undefined) return rest;
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== "object" || value === null) return value;
    const reference = (value as Json)["$ref"];
    if (typeof reference === "string" && reference.startsWith("#/$defs/")) {
      const name = reference.slice("#/$defs/".length);
      return io === "output" && isNamed(name) ? { $ref: uri(name) } : resolve(withoutHead($defs[name] ?? {}));
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
  };
  return resolve(rest) as Json;
}

/** The printer gives schemas without a name a number. */
function isNamed(name: string): boolean {
  return !name.startsWith("__schema");
}

function withoutHead({ $schema: _schema, $id: _id, id: _name, ...rest }: Json): Json {
  return rest;
}

function uri(id: string): string {
  return `#/components/schemas/${id}`;
}
