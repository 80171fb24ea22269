import proxyAddress from "@fastify/proxy-addr";
import type { FastifyRequest } from "fastify";

/** True for the address of a trusted proxy. */
export type IsTrusted = (address: string, hop: number) => boolean;

/** Addresses, ranges (`10.0.0.0/8`) and the words `loopback`, `linklocal`, `uniquelocal`. Throws a `TypeError` for anything else. */
export function trustedProxies(named: readonly string[]): IsTrusted {
  return proxyAddress.compile([...named]);
}

/**
 * True when the caller speaks HTTPS with the outermost proxy. Only a trusted proxy is believed (S9). Each proxy adds its entry at the end,
 * so the first entry is about the caller.
 */
export function isHttps({ socket, headers }: Pick<FastifyRequest, "headers" | "socket">, isTrusted: IsTrusted): boolean {
  const forwarded = headers["x-forwarded-proto"];
  if (forwarded === undefined || !isTrusted(socket.remoteAddress ?? "", 0)) return false;
  return /^\s*https\s*(,|$)/i.test(String(forwarded));
}
