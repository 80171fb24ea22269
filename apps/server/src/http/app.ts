import multipart from "@fastify/multipart";
import { Refusal, type Endpoint } from "@rapport/contract";
import { TUS_BYTES } from "@rapport/contract/data-sources";
import type { StoreWatch } from "@rapport/operational";
import { randomBytes } from "node:crypto";
import { setMaxListeners } from "node:events";
import Fastify, { type FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Authenticator } from "./actor.ts";
import { refuseOtherHosts } from "./allowed-hosts.ts";
import { boundConnections, type ConnectionBounds } from "./connections.ts";
import { endWithProblem, errorHandler, send } from "./errors.ts";
import { NO_GATE, type FeatureGate } from "./feature-gate.ts";
import { NO_FOLLOW_UP, type FollowUp } from "./follow-up.ts";
import { trustedProxies, type IsTrusted } from "./proxies.ts";
import { BODY_BOUNDS, readBodies, type BodyBounds } from "./read-body.ts";
import { NO_BOUND, type RequestBound } from "./request-bound.ts";
import { NO_RECORD, type RequestRecord } from "./request-record.ts";
import { refuseUnknownAddress } from "./unknown-address.ts";
import { EVERYWHERE, setSecurityHeaders } from "./security-headers.ts";

/** The web server to which slices add their endpoints with `route`. Only `http/` may use its fields. */
export interface App {
  readonly fastify: FastifyInstance;
  readonly authenticator: Authenticator;
  readonly log: Logger;
  /** Every endpoint that has a handler, by name. */
  readonly registered: Map<string, Endpoint>;
  /** The outcome of the work, or a rejection as soon as it is known that PostgreSQL does not answer. */
  readonly whileAnswering: StoreWatch["whileAnswering"];
  readonly record: RequestRecord;
  readonly followUp: FollowUp;
  readonly features: FeatureGate;
  readonly bound: RequestBound;
  /** True for addresses of our own proxies. */
  readonly isTrusted: IsTrusted;
  /** Aborted, with a refusal as its reason, when the server begins to close. For answers that may take long. */
  readonly stopping: AbortSignal;
  /** Runs while the server closes, after the last request was answered. */
  onClose(work: () => Promise<void>): void;
}

/** How requests reach the server. */
export interface Network {
  /** See `trustedProxies`. */
  readonly proxies: readonly string[];
  /** The host names of this server; `undefined` allows any. */
  readonly hosts?: readonly string[] | undefined;
}

export interface AppOptions {
  readonly authenticator: Authenticator;
  readonly log: Logger;
  readonly bodies?: BodyBounds | undefined;
  /** Unlimited where no server listens. */
  readonly connections?: ConnectionBounds | undefined;
  readonly record?: RequestRecord | undefined;
  readonly followUp?: FollowUp | undefined;
  /** By default every feature is on. */
  readonly features?: FeatureGate | undefined;
  readonly bound?: RequestBound | undefined;
  /** By default a proxy on this machine is trusted, and any host name is allowed. */
  readonly network?: Network | undefined;
  /** Without it, the server waits for work as long as it takes. */
  readonly store?: Pick<StoreWatch, "whileAnswering"> | undefined;
}

const ANY_HOST: Network = { proxies: ["loopback"] };

/** The largest JSON body; uploads and collection have sizes of their own. */
export const JSON_LIMIT_BYTES = 8 * 1024 * 1024;
/** Stopping the server takes ten seconds at most, and the stores need some of them. */
const CUT_AFTER_MS = 4_000;
const STOPPING_RETRY_SECONDS = 5;
/** The address and headers of a request must be complete after this time. */
const HEADERS_WITHIN_MS = 20_000;
const SILENCE_MS = 5 * 60 * 1000;
/** The address of an image request may have 64 kB; the rest is for headers. */
const HEADER_LIMIT_BYTES = 96 * 1024;

export function createApp({
  authenticator,
  log,
  store,
  bodies = BODY_BOUNDS,
  connections,
  network = ANY_HOST,
  record = NO_RECORD,
  followUp = NO_FOLLOW_UP,
  features = NO_GATE,
  bound = NO_BOUND,
}: AppOptions): App {
  const isTrusted = trustedProxies(network.proxies);
  const fastify = Fastify({
    trustProxy: isTrusted,
    // A child logger for each request would cost more than a collection request itself. Errors are logged with the request's id.
    logger: false,
    genReqId: requestIds(),
    requestIdHeader: false,
    bodyLimit: JSON_LIMIT_BYTES,
    // A request that comes over an open connection while the server stops is still answered; then its connection is closed.
    return503OnClosing: false,
    forceCloseConnections: "idle",
    // A caller that sends nothing for this long is gone. A large upload keeps sending.
    connectionTimeout: SILENCE_MS,
    http: { maxHeaderSize: HEADER_LIMIT_BYTES, headersTimeout: HEADERS_WITHIN_MS, connectionsCheckingInterval: 5_000 },
    // Stays text: each route parses what it needs, and an image request is stored as it came.
    routerOptions: { maxParamLength: 4096, querystringParser: (raw: string) => raw as unknown as Record<string, unknown> },
    frameworkErrors: (_error, _request, reply) =>
      send(reply.headers(EVERYWHERE), { form: "problem", refusal: new Refusal("request.not_utf8", { where: "address" }) }),
    clientErrorHandler: (error, socket) => {
      if (!socket.writable) return;
      const code = "code" in error ? error.code : undefined;
      if (code === "ERR_HTTP_REQUEST_TIMEOUT") endWithProblem(socket, new Refusal("request.head_slow", { seconds: HEADERS_WITHIN_MS / 1000 }), 408);
      else if (code === "HPE_HEADER_OVERFLOW") endWithProblem(socket, new Refusal("request.head_too_large", { kilobytes: HEADER_LIMIT_BYTES / 1024 }), 431);
      else endWithProblem(socket, new Refusal("request.malformed", {}), 400);
    },
  });
  fastify.removeAllContentTypeParsers();
  readBodies(fastify, bodies);
  if (connections !== undefined) boundConnections(fastify.server, connections);
  // Its handler reads it as it comes.
  fastify.addContentTypeParser(TUS_BYTES, (_request, _payload, done) => done(null));
  void fastify.register(multipart, { throwFileSizeLimit: false });
  fastify.setErrorHandler(errorHandler(log));
  setSecurityHeaders(fastify, isTrusted);
  if (network.hosts !== undefined) fastify.addHook("onRequest", refuseOtherHosts(network.hosts));
  const registered = new Map<string, Endpoint>();
  fastify.setNotFoundHandler(refuseUnknownAddress(registered));
  const whileAnswering: StoreWatch["whileAnswering"] = store === undefined ? (work) => work() : (work) => store.whileAnswering(work);
  return {
    fastify,
    authenticator,
    log,
    registered,
    whileAnswering,
    record,
    followUp,
    features,
    bound,
    isTrusted,
    stopping: stopsInTime(fastify),
    onClose: (work) => void fastify.addHook("onClose", work),
  };
}

/** Callers that wait get an answer. Callers that stop sending, or do not read their answer, are cut off. */
function stopsInTime(fastify: FastifyInstance): AbortSignal {
  const stopping = new AbortController();
  // As many listeners as there are long requests.
  setMaxListeners(0, stopping.signal);
  let cut: NodeJS.Timeout | undefined;
  fastify.addHook("preClose", (done) => {
    stopping.abort(new Refusal("server.stopping", {}, { retryAfterSeconds: STOPPING_RETRY_SECONDS }));
    cut = setTimeout(() => fastify.server.closeAllConnections(), CUT_AFTER_MS);
    done();
  });
  fastify.addHook("onClose", (_instance, done) => {
    clearTimeout(cut);
    done();
  });
  return stopping.signal;
}

/** Unique in this installation and cheap: a random start of the process and a counter. */
function requestIds(): () => string {
  const start = randomBytes(6).toString("base64url");
  let count = 0;
  return () => `${start}-${(count++).toString(36)}`;
}
