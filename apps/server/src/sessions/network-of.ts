import { isIPv6 } from "node:net";

const HALF = 4;

/** The network that one person has: an IPv4 address, or the first half of an IPv6 address, of which everybody can take as many as they like. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.replace(/%.*$/, "").split("::");
  const first = head.split(":").filter((part) => part !== "");
  const last = (tail ?? "").split(":").filter((part) => part !== "");
  // Two last parts may be written as an IPv4 address.
  const written = first.length + last.length + (last.at(-1)?.includes(".") === true ? 1 : 0);
  const whole = tail === undefined ? first : [...first, ...Array<string>(Math.max(0, 2 * HALF - written)).fill("0"), ...last];
  return `${whole
    .slice(0, HALF)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(":")}::/64`;
}
