import { REFUSALS, Refusal, type Endpoint, type ErrorForm, type Problem } from "@rapport/contract";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";

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

/** RFC 9457 body. `code` is for programs, `detail` for people. */
export function problem({ status, code, detail }: { status: number; code: string; detail: string }): Problem {
  return { type: "about:blank", title: TITLES[status] ?? "Error", status, detail, code };
}

/** Answers what a handler or the framework threw, in the form of the door that was called. */
export function errorHandler(log: Logger): (error: unknown, request: FastifyRequest, reply: FastifyReply) => void {
  return (error, request, reply) => {
    const refusal = asRefusal(error, request.routeOptions.bodyLimit);
    if (refusal === undefined) log.error({ err: error, requestId: request.id, route: request.routeOptions.url ?? "none" }, "request failed");
    const status = refusal === undefined ? 500 : REFUSALS[refusal.code];
    const detail = refusal?.message ?? `Something went wrong on our side. Give this number when you ask: ${request.id}.`;
    if (refusal?.retryAfterSeconds !== undefined) reply.header("retry-after", String(refusal.retryAfterSeconds));
    if (status === 401) reply.header("www-authenticate", challenge(request.routeOptions.config.endpoint));
    send(reply, { form: request.routeOptions.config.endpoint?.errors ?? "problem", status, code: refusal?.reason ?? refusal?.code ?? "unexpected", detail });
  };
}

/** Writes one error in the documented form of a door. */
export function send(reply: FastifyReply, { form, status, code, detail }: { form: ErrorForm; status: number; code: string; detail: string }): void {
  switch (form) {
    case "segment":
      // The documented answer to a body over the size is 400.
      reply
        .status(status === 413 || status === 415 ? 400 : status)
        .type("application/json; charset=utf-8")
        .send(JSON.stringify({ success: false, message: detail }));
      return;
    case "image":
      reply.status(status).type("text/plain; charset=utf-8").send(`${detail}\n`);
      return;
    case "problem":
      reply
        .status(status)
        .type("application/problem+json; charset=utf-8")
        .send(JSON.stringify(problem({ status, code, detail })));
  }
}

function asRefusal(error: unknown, mostBytes: number): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const { statusCode, code } = error as Partial<FastifyError>;
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return undefined;
  switch (statusCode) {
    case 413:
      return new Refusal("too_large", `The body is larger than the ${Math.floor(mostBytes / 1024)} kB that this address takes.`);
    case 415:
      return new Refusal("unsupported_media_type", "This address does not take a body of that content type.");
    default:
      return new Refusal("invalid", `The request could not be read (${code ?? statusCode}).`);
  }
}

function challenge(endpoint: Endpoint | undefined): string {
  return endpoint?.permission === "writeKey" ? 'Basic realm="write key"' : 'Bearer realm="rapport"';
}
