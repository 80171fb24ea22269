import type { FastifyRequest } from "fastify";

/** An address or a name that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(host);
}

const PASSED_ON = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"] as const;

/** True when a program on this machine called it by a name of its own: the connection and the `Host` are loopback, and no proxy passed it on. */
export function isFromThisMachine({ socket, headers }: Pick<FastifyRequest, "headers" | "socket">): boolean {
  return isLoopback(socket.remoteAddress ?? "") && isLoopback(nameOf(headers.host ?? "")) && PASSED_ON.every((name) => headers[name] === undefined);
}

/** Of a `Host` header, without the port: `[::1]:4000` is `::1`. */
export function nameOf(host: string): string {
  const named = /^(?:\[([^\]]*)\]|([^:]*))(?::\d+)?$/.exec(host);
  return (named?.[1] ?? named?.[2] ?? host).toLowerCase();
}
