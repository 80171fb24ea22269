import type { FastifyInstance } from "fastify";
import { isHttps, type IsTrusted } from "./proxies.ts";

/** Pages load nothing from other sites. The chart and component libraries need inline styles. */
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

const PERMISSIONS = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=()";

/** The headers of every answer, also of the web server's own refusals (S9). */
export const EVERYWHERE: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "permissions-policy": PERMISSIONS,
  "referrer-policy": "same-origin",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
};

/** A year, as browsers ask. Only over HTTPS, because browsers ignore it elsewhere. */
const ONLY_HTTPS = "max-age=31536000";

export function setSecurityHeaders(fastify: FastifyInstance, isTrusted: IsTrusted): void {
  fastify.addHook("onRequest", (request, reply, done) => {
    const endpoint = request.routeOptions.config.endpoint;
    reply.header("x-request-id", request.id).headers(EVERYWHERE);
    // A register reads loyalty cards.
    if (request.url === "/pos" || request.url.startsWith("/pos/")) reply.header("permissions-policy", PERMISSIONS.replace("camera=()", "camera=(self)"));
    // Pages of other sites call collection, and must be able to read the answer.
    reply.header("cross-origin-resource-policy", endpoint === undefined || endpoint.errors === "problem" ? "same-origin" : "cross-origin");
    if (isHttps(request, isTrusted)) reply.header("strict-transport-security", ONLY_HTTPS);
    if (request.url.startsWith("/api/")) reply.header("cache-control", "no-store");
    done();
  });
}
