import type { Endpoint } from "@rapport/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { send } from "./errors.ts";

/** 405 with `Allow` for a known address with another method, else 404; in the form of the door whose address it is. */
export function refuseUnknownAddress(registered: ReadonlyMap<string, Endpoint>): (request: FastifyRequest, reply: FastifyReply) => void {
  return (request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "/";
    const there = [...registered.values()].filter((endpoint) => patternOf(endpoint.path).test(path));
    if (there.length > 0) {
      reply.header("allow", allowed(there).join(", "));
      send(reply, { form: there[0]?.errors ?? "problem", status: 405, code: "method_not_allowed", detail: `This address does not take ${request.method}.` });
      return;
    }
    send(reply, { form: formOf(path), status: 404, code: "not_found", detail: "There is nothing at this address." });
  };
}

function allowed(endpoints: readonly Endpoint[]): string[] {
  const methods = new Set<string>(endpoints.map(({ method }) => method));
  if (endpoints.some(({ method, errors }) => method === "GET" && errors !== "image")) methods.add("HEAD");
  return [...methods].sort();
}

function patternOf(path: string): RegExp {
  const pattern = path
    .replaceAll(/[.()[\]{}+?^$|\\]/g, "\\$&")
    .replaceAll(/:\w+/g, "[^/]+")
    .replaceAll("*", ".*");
  return new RegExp(`^${pattern}$`);
}

function formOf(path: string): "problem" | "segment" | "image" {
  if (path.startsWith("/v1/")) return "segment";
  return path.startsWith("/b/ss") ? "image" : "problem";
}
