import { randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { hashOf } from "../token.ts";

const STEP_SECONDS = 30;
/** A device's clock may be wrong by one step of 30 seconds. */
const STEPS_AROUND = 1;

/** 160 random bits in base32, as RFC 4226 wants. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The text of the QR code that an authenticator app reads. */
export function uriOf({ secret, email }: { secret: string; email: string }): string {
  return totpOf(secret, email).toString();
}

/** The step near `now` to which a code belongs; null when it belongs to none. */
export function stepOf(code: string, { secret, now }: { secret: string; now: Date }): number | null {
  const token = code.replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totpOf(secret, "").validate({ token, timestamp: now.getTime(), window: STEPS_AROUND });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta;
}

const CODES = 10;
/** Letters and digits without those that look alike. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** Ten codes of about 49 bits, `abcde-fghij`. */
export function newRecoveryCodes(): string[] {
  const part = () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return Array.from({ length: CODES }, () => `${part()}-${part()}`);
}

/** Capitals, blanks and dashes make no difference. */
export function hashOfRecovery(code: string): Buffer {
  return hashOf(code.toLowerCase().replaceAll(/[^a-z0-9]/g, ""));
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: "Rapport", label, secret: Secret.fromBase32(secret), period: STEP_SECONDS });
}
