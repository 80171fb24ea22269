import type { FastifyInstance } from "fastify";

/** Pages load nothing from elsewhere; inline styles are needed by the chart and component libraries. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** Headers that every answer carries. */
export function setSecurityHeaders(fastify: FastifyInstance): void {
  fastify.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id);
    reply.header("x-content-type-options", "nosniff");
    // A collection door answers other people's pages: it has no page of its own to protect.
    if (request.routeOptions.config.endpoint?.permission !== "writeKey" && request.routeOptions.config.endpoint?.errors !== "image") {
      reply.header("content-security-policy", CONTENT_SECURITY_POLICY);
      reply.header("referrer-policy", "same-origin");
      reply.header("x-frame-options", "DENY");
      reply.header("cross-origin-opener-policy", "same-origin");
      reply.header("cross-origin-resource-policy", "same-origin");
      if (request.url.startsWith("/api/")) reply.header("cache-control", "no-store");
    }
    done();
  });
}
