import { APPROVAL, Refusal, SIGNED_IN_AS, noKeys, nothing, type Body, type Csv, type Endpoint, type Params, type Query, sideOf } from "@rapport/contract";
import type { FastifyReply, FastifyRequest, RequestPayload } from "fastify";
import type { Readable } from "node:stream";
import type { z } from "zod";
import { NOBODY, authorise, isOpen, refuseOtherPerson, type Actor, type Credentials, type PosActor } from "./actor.ts";
import type { App } from "./app.ts";
import { jsonOf, queryOf, refuseUnstorable, textOf } from "./body.ts";
import { allowOtherSites, answerPreflight } from "./cors.ts";
import { HQ_COOKIE, POS_COOKIE, cookie } from "./cookies.ts";
import { csvBody, csvOf } from "./csv.ts";
import { Exchange } from "./exchange.ts";
import { faultsOf } from "./issues.ts";
import { UNKNOWN_BODY_BYTES } from "./read-body.ts";
import { assertInReach } from "./reach.ts";
import { recording } from "./request-record.ts";
import { assertSameOrigin } from "./same-origin.ts";

/** What a handler gets. Everything is parsed, and the caller may call. */
export interface Call<E extends Endpoint, A extends Actor = Actor> {
  readonly params: Params<E>;
  readonly query: Query<E>;
  readonly body: Body<E>;
  readonly actor: A;
  readonly http: Exchange;
}

type Answer<E extends Endpoint> = z.input<E["reply"]>;
export type Handler<E extends Endpoint, A extends Actor = Actor> = (call: Call<E, A>) => Promise<Answer<E>> | Answer<E>;

/** The answer of a handler of a `file`, `raw` or `events` endpoint. */
export interface FileReply {
  readonly contentType: string;
  readonly body: string | Buffer | Readable;
  readonly status?: number;
  /** Makes a browser save the answer under this name. */
  readonly filename?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
export type FileHandler<E extends Endpoint, A extends Actor = Actor> = (call: Call<E, A>) => Promise<FileReply> | FileReply;

/** Gives an endpoint its handler. The answer is checked against the endpoint's `reply`; a wrong one is a bug and a 500. */
export function route<E extends Endpoint>(app: App, endpoint: E, handler: Handler<E>, { before }: { before?: Before } = {}): void {
  register<Answer<E>>(
    app,
    endpoint,
    (call) => handler(call as Call<E>),
    (answer, reply) => {
      reply.status(endpoint.status);
      if (endpoint.replyKind === "none") return reply.send();
      const parsed = endpoint.reply.parse(answer);
      if (wantsCsv(endpoint, reply)) return reply.type("text/csv; charset=utf-8").send(csvOf(endpoint.csv, parsed));
      return reply.type("application/json; charset=utf-8").send(JSON.stringify(parsed));
    },
    before,
  );
}

/** What a request waits for before its body is read. */
type Before = () => Promise<void>;

/** The same for an endpoint that only an associate signed in at a register can call. */
export function routePos<E extends Endpoint>(app: App, endpoint: E, handler: Handler<E, PosActor>): void {
  route(app, endpoint, (call) => handler(asPos(endpoint, call)));
}

/** Gives an endpoint of reply kind `file`, `raw` or `events` its handler. */
export function routeFile<E extends Endpoint>(app: App, endpoint: E, handler: FileHandler<E>): void {
  register<FileReply>(
    app,
    endpoint,
    (call) => handler(call as Call<E>),
    ({ contentType, body, status, filename, headers }, reply) => {
      reply.status(status ?? endpoint.status).type(contentType);
      if (headers !== undefined) reply.headers(headers);
      if (filename !== undefined) reply.header("content-disposition", attachment(filename));
      return reply.send(body);
    },
  );
}

/** The same for a file that only an associate signed in at a register can get. */
export function routePosFile<E extends Endpoint>(app: App, endpoint: E, handler: FileHandler<E, PosActor>): void {
  routeFile(app, endpoint, (call) => handler(asPos(endpoint, call)));
}

function asPos<E extends Endpoint>(endpoint: E, call: Call<E>): Call<E, PosActor> {
  if (sideOf(endpoint.permission) !== "pos") throw new Error(`${endpoint.name} is not for a register: ${endpoint.permission}`);
  const { actor } = call;
  if (actor.kind !== "pos") throw new Refusal("session.register", {});
  return { ...call, actor };
}

type Untyped = Call<Endpoint>;
function register<T>(
  app: App,
  endpoint: Endpoint,
  handle: (call: Untyped) => Promise<T> | T,
  answer: (handled: T, reply: FastifyReply) => FastifyReply,
  before?: Before,
): void {
  if (app.registered.has(endpoint.name)) throw new Error(`${endpoint.name} has two handlers`);
  app.registered.set(endpoint.name, endpoint);
  const openToOtherSites = endpoint.errors !== "problem";
  const mostBytes = endpoint.maxBodyBytes ?? (isOpen(endpoint.permission) ? UNKNOWN_BODY_BYTES : undefined);
  const recorded = recording(app.record, endpoint);
  const isFollowed = app.followUp.follows(endpoint);
  const isBounded = app.bound.bounds(endpoint);
  const authorised = new WeakMap<FastifyRequest, { readonly http: Exchange; readonly actor: Actor }>();
  // Collection needs PostgreSQL only for a suite it has not seen before.
  const whileAnswering: App["whileAnswering"] = openToOtherSites ? (work) => work() : app.whileAnswering;
  if (openToOtherSites) answerPreflight(app.fastify, endpoint.path);
  app.fastify.route({
    method: endpoint.method,
    url: endpoint.path,
    config: { endpoint },
    // A HEAD request for the image would record a hit, and one for events would never be answered.
    exposeHeadRoute: endpoint.method === "GET" && endpoint.errors !== "image" && endpoint.replyKind !== "events",
    ...(mostBytes !== undefined && { bodyLimit: mostBytes }),
    // Before the body is read, so that a page can read the refusal of one that is too large.
    onRequest: [...(openToOtherSites ? [allowOtherSites] : []), ...(before === undefined ? [] : [before])],
    // Authorised before the body is read: nothing is kept for a caller without the right, and they do not learn what a valid call looks like.
    ...(!isOpen(endpoint.permission) && {
      preParsing: async (request: FastifyRequest, reply: FastifyReply, payload: RequestPayload) => {
        const http = new Exchange({ request, reply, app });
        const actor = await whileAnswering(() => authorise(app.authenticator, endpoint.permission, credentialsOf(http)));
        refuseOtherPerson(actor, http.header(SIGNED_IN_AS));
        authorised.set(request, { http, actor });
        return payload;
      },
    }),
    handler: async (request, reply) => {
      const work = async (): Promise<T> => {
        const { http, actor: known } = authorised.get(request) ?? { http: new Exchange({ request, reply, app }), actor: NOBODY };
        const actor: Actor = { ...known, asked: { request: http.id, endpoint: endpoint.name, path: http.address, address: http.ip } };
        if (actsAsBrowser(endpoint, actor)) assertSameOrigin((name) => http.header(name));
        if (endpoint.feature !== undefined) await app.features.assertOn(endpoint.feature, actor);
        if (isBounded) await app.bound.take(actor, request.params);
        const params = parse(endpoint.params, request.params, "address");
        const query = endpoint.query === noKeys ? {} : parse(endpoint.query, queryOf(http.rawQuery), "query");
        const body = endpoint.bodyKind === "json" ? parse(endpoint.body, bodyOf(endpoint, request), "body") : undefined;
        assertInReach(endpoint, { actor, params, body });
        return await recorded({ actor, params }, async () => {
          const done = await handle({ params, query, body, actor, http });
          if (isFollowed) await app.followUp.run({ endpoint, actor, params });
          return done;
        });
      };
      return answer(await whileAnswering(work), reply);
    },
  });
}

function credentialsOf(http: Exchange): Credentials {
  const authorization = http.header("authorization");
  const bearer = authorization === undefined ? undefined : /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  const cookies = http.header("cookie");
  return {
    authorization,
    bearer,
    hqToken: cookie(cookies, HQ_COOKIE),
    posToken: cookie(cookies, POS_COOKIE),
    approval: http.header(APPROVAL),
    path: http.address,
  };
}

/** True for a change made with a session's cookie, and for signing in, which sets that cookie. */
function actsAsBrowser(endpoint: Endpoint, actor: Actor): boolean {
  return endpoint.method !== "GET" && endpoint.errors === "problem" && actor.kind !== "apiKey";
}

/** A caller that accepts JSON as well gets JSON. */
function wantsCsv<E extends Endpoint>(endpoint: E, reply: FastifyReply): endpoint is E & { csv: Csv } {
  const accept = reply.request.headers.accept ?? "";
  return endpoint.method === "GET" && endpoint.csv !== undefined && /\btext\/csv\b/i.test(accept) && !/\bjson\b/i.test(accept);
}

function bodyOf({ csv }: Endpoint, request: FastifyRequest): unknown {
  const { body } = request;
  const type = request.headers["content-type"] ?? "";
  if (type === "" && (!Buffer.isBuffer(body) || body.length === 0)) return undefined;
  const isCsv = csv !== undefined && /^text\/csv\s*(;|$)/i.test(type);
  if (!isCsv && !/^application\/(json|[\w.-]+\+json)\s*(;|$)/i.test(type)) throw new Refusal("request.not_json_type", {});
  if ((request.headers["content-encoding"] ?? "identity") !== "identity") throw new Refusal("request.encoded", {});
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (isCsv) return csvBody(csv, textOf(bytes));
  return bytes.length > 0 ? jsonOf(bytes) : undefined;
}

function parse(schema: z.ZodType, value: unknown, where: "address" | "query" | "body"): unknown {
  if (schema === noKeys || schema === nothing) return value;
  if (where === "address") refuseUnstorable(value);
  if (where === "body" && value === undefined) throw new Refusal("request.no_body", {});
  const parsed = schema.safeParse(value, { reportInput: true });
  if (!parsed.success) throw new Refusal("request.wrong", { where }, { faults: faultsOf(parsed.error) });
  return parsed.data;
}

function attachment(filename: string): string {
  const plain = filename.replaceAll(/[^\w .()-]/g, "_");
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(filename)}`;
}
