import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/**
 * Pages of other sites call collection. It reads no cookie and tells nothing about anybody, so a page
 * of any origin may call them; the origin is echoed because the tags of image requests call with credentials.
 */
export function allowOtherSites(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const { origin } = request.headers;
  if (origin !== undefined) reply.header("access-control-allow-origin", origin).header("access-control-allow-credentials", "true").header("vary", "origin");
  done();
}

const PREFLIGHT_MEMORY_SECONDS = 86_400;
const MOST_HEADERS = 50;

/** Answers the browser's question before a call with a content type or an Authorization header. */
export function answerPreflight(fastify: FastifyInstance, path: string): void {
  if (fastify.hasRoute({ method: "OPTIONS", url: path })) return;
  fastify.options(path, { onRequest: allowOtherSites }, (request, reply) => {
    reply
      .header("access-control-allow-methods", "GET, POST")
      .header("access-control-allow-headers", askedHeaders(request.headers["access-control-request-headers"]))
      .header("access-control-max-age", String(PREFLIGHT_MEMORY_SECONDS))
      .status(204)
      .send();
  });
}

/** The names of headers that were asked for. Nothing else is repeated (S9). */
function askedHeaders(asked: string | undefined): string {
  const names = (asked ?? "").split(",", MOST_HEADERS).flatMap((name) => /^\s*([\w!#$%&'*+.^`|~-]+)\s*$/.exec(name)?.[1] ?? []);
  return names.length === 0 ? "content-type, authorization" : names.join(", ");
}
