import { Refusal, type Endpoint } from "@rapport/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { send } from "./errors.ts";

/** 405 with `Allow` for a known address with another method, else 404; in the form that the endpoints at that address document. */
export function refuseUnknownAddress(registered: ReadonlyMap<string, Endpoint>): (request: FastifyRequest, reply: FastifyReply) => void {
  return (request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "/";
    const there = [...registered.values()].filter((endpoint) => patternOf(endpoint.path).test(path));
    if (there.length > 0) {
      reply.header("allow", allowed(there).join(", "));
      send(reply, { form: there[0]?.errors ?? "problem", refusal: new Refusal("address.method", { method: request.method }) });
      return;
    }
    send(reply, { form: formOf(path), refusal: new Refusal("address.unknown", {}) });
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
