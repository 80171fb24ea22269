import { Refusal } from "@rapport/contract";
import { isIP } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import { nameOf } from "./this-machine.ts";

/**
 * Refuses a request for a host name that is not ours (S6), so that a foreign site whose name points to this server can do nothing. An address
 * cannot mislead in this way. Collection reads no cookie and tells nothing, so it may be called by any name.
 */
export function refuseOtherHosts(allowed: readonly string[]): (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void {
  const names = new Set(allowed.map((name) => name.toLowerCase()));
  return (request, _reply, done) => {
    const { endpoint } = request.routeOptions.config;
    if (endpoint !== undefined && endpoint.errors !== "problem") return done();
    const host = nameOf(request.headers.host ?? "");
    done(isIP(host) > 0 || names.has(host) ? undefined : new Refusal("request.other_host", { host: host.slice(0, 253) }));
  };
}
