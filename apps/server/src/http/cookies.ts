export const HQ_COOKIE = "rapport_hq";
export const POS_COOKIE = "rapport_pos";
/** The cookie by which a device that has signed in is known. It gives no access. */
export const DEVICE_COOKIE = "rapport_device";
/** The browser in which a sign-in with another service began. It gives no access. */
export const SIGN_ON_COOKIE = "rapport_sign_on";
/** The cookie that makes a device a register. */
export const REGISTER_COOKIE = "rapport_register";
export type CookieName = typeof HQ_COOKIE | typeof POS_COOKIE | typeof DEVICE_COOKIE | typeof SIGN_ON_COOKIE | typeof REGISTER_COOKIE;

/** One cookie of a `Cookie` header; undefined when it is not there. */
export function cookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  for (const pair of header.split(";")) {
    const equals = pair.indexOf("=");
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}

export interface SessionCookie {
  readonly name: CookieName;
  readonly value: string;
  readonly maxAgeSeconds: number;
  /** `Secure`: browsers send it over HTTPS only. A plain-HTTP address in the shop's own network has to do without. */
  readonly secure: boolean;
}

/** A `Set-Cookie` header that scripts cannot read and other sites cannot make a browser send; but a sign-in service sends the browser back to us. */
export function setCookie({ name, value, maxAgeSeconds, secure }: SessionCookie): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=${name === SIGN_ON_COOKIE ? "Lax" : "Strict"}${secure ? "; Secure" : ""}`;
}
