import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { REFUSALS, Refusal, type Endpoint, type ErrorForm, type Problem } from "@rapport/contract";
import { problemOf } from "@rapport/contract/refusals";
import { isAway, isOutOfRoom, isReferenceGone } from "@rapport/operational";
import { isPassing, isWarehouseFull } from "@rapport/warehouse";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { EVERYWHERE } from "./security-headers.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    endpoint?: Endpoint;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

const UNREAD_ENDS_MS = 60_000;
const CUT_SHORT: ReadonlySet<string> = new Set(["request.slow", "request.bodies_full", "request.too_large", "upload.slow"]);

/** RFC 9457 body. */
export function problem(refusal: Refusal, status: number): Problem {
  return { type: "about:blank", title: TITLES[status] ?? "Error", status, ...problemOf(refusal) };
}

/** Tells a refusal on a connection that the web server has no request for, and ends it. */
export function endWithProblem(socket: Duplex, refusal: Refusal, status: number): void {
  const body = JSON.stringify(problem(refusal, status));
  const retryAfter = refusal.retryAfterSeconds === undefined ? "" : `retry-after: ${refusal.retryAfterSeconds}\r\n`;
  const everywhere = Object.entries(EVERYWHERE).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/problem+json\r\n${everywhere.join("")}${retryAfter}content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

/** Answers what a handler or the framework threw, in the form that the called endpoint documents. */
export function errorHandler(log: Logger): (error: unknown, request: FastifyRequest, reply: FastifyReply) => void {
  return (error, request, reply) => {
    const expected = asRefusal(error, request.routeOptions.bodyLimit);
    // What is gone may also be a fault of ours, so it is logged.
    if (expected?.cause !== undefined && (expected.kind === "unavailable" || expected.code === "thing.gone"))
      log.warn({ err: expected.cause, requestId: request.id }, expected.code);
    if (expected === undefined) log.error({ err: error, requestId: request.id, route: request.routeOptions.url ?? "none" }, "request failed");
    const refusal = expected ?? new Refusal("server.unexpected", { requestId: request.id });
    const status = expected === undefined ? 500 : REFUSALS[expected.kind];
    if (refusal.retryAfterSeconds !== undefined) reply.header("retry-after", String(refusal.retryAfterSeconds));
    if (status === 401) reply.header("www-authenticate", challenge(request.routeOptions.config.endpoint));
    // The rest of the body is not wanted.
    if (CUT_SHORT.has(refusal.code)) reply.header("connection", "close");
    else endUnread(request);
    send(reply, { form: request.routeOptions.config.endpoint?.errors ?? "problem", refusal, status });
  };
}

/** A caller refused before their body was read may still send the rest, for a limited time: many callers read the answer only after that. */
function endUnread({ raw }: FastifyRequest): void {
  if (raw.complete !== false) return;
  const late = setTimeout(() => {
    if (!raw.complete) raw.socket.destroy();
  }, UNREAD_ENDS_MS);
  raw.once("close", () => clearTimeout(late));
}

/** Writes one error in the form that an endpoint documents. */
export function send(reply: FastifyReply, { form, refusal, status = REFUSALS[refusal.kind] }: { form: ErrorForm; refusal: Refusal; status?: number }): void {
  switch (form) {
    case "segment":
      // The documented answer to a body that is too large is 400.
      reply
        .status(status === 413 || status === 415 ? 400 : status)
        .type("application/json; charset=utf-8")
        .send(JSON.stringify({ success: false, message: refusal.message }));
      return;
    case "image":
      reply.status(status).type("text/plain; charset=utf-8").send(`${refusal.message}\n`);
      return;
    case "problem":
      reply
        .status(status)
        .type("application/problem+json; charset=utf-8")
        .send(JSON.stringify(problem(refusal, status)));
  }
}

function asRefusal(error: unknown, mostBytes: number): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (isOutOfRoom(error) || isWarehouseFull(error)) return new Refusal("server.disk_full", {}, { cause: error, retryAfterSeconds: 30 });
  if (isReferenceGone(error)) return new Refusal("thing.gone", {}, { cause: error });
  if (isAway(error)) return new Refusal("server.database_away", {}, { cause: error, retryAfterSeconds: 3 });
  if (isPassing(error)) return new Refusal("server.warehouse_away", {}, { cause: error, retryAfterSeconds: 3 });
  const { statusCode, code } = error as Partial<FastifyError>;
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return undefined;
  switch (statusCode) {
    case 413:
      return new Refusal("request.too_large", { kilobytes: Math.floor(mostBytes / 1024) });
    case 415:
      return new Refusal("request.media_type", {});
    default:
      return new Refusal("request.unreadable", { error: code ?? String(statusCode) });
  }
}

function challenge(endpoint: Endpoint | undefined): string {
  return endpoint?.permission === "writeKey" ? 'Basic realm="write key"' : 'Bearer realm="rapport"';
}
