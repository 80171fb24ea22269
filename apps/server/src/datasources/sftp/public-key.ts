import { Refusal } from "@rapport/contract";
import { wrong } from "@rapport/contract/refusals";
import { createPublicKey } from "node:crypto";
import ssh2, { type ParsedKey } from "ssh2";
import { fingerprintOf } from "./host-keys.ts";

export interface PublicKey {
  readonly algorithm: string;
  readonly fingerprint: string;
  readonly public_key: Buffer;
  /** What stands behind the key in its line. */
  readonly comment: string;
}

const LEAST_RSA_BITS = 2048;

/** Reads a line of a `.pub` file. Refuses what is none or too weak, and says so of a private key. */
export function readPublicKey(text: string): PublicKey {
  if (/PRIVATE KEY/.test(text)) throw wrongKey("form.private_key");
  if (/[\r\n]/.test(text)) throw wrongKey("form.public_key");
  const parsed = ssh2.utils.parseKey(text);
  if (parsed instanceof Error || parsed.isPrivateKey()) throw wrongKey("form.public_key");
  if (isWeak(parsed)) throw wrongKey("form.weak_key");
  const publicKey = parsed.getPublicSSH();
  return { algorithm: parsed.type, fingerprint: fingerprintOf(publicKey), public_key: publicKey, comment: parsed.comment };
}

function isWeak(key: ParsedKey): boolean {
  if (key.type === "ssh-dss") return true;
  if (key.type !== "ssh-rsa") return false;
  const bits = createPublicKey(key.getPublicPEM()).asymmetricKeyDetails?.modulusLength ?? 0;
  return bits < LEAST_RSA_BITS;
}

function wrongKey(code: "form.private_key" | "form.public_key" | "form.weak_key"): Refusal {
  return new Refusal("sftp.key_wrong", {}, { faults: [{ path: ["key"], wrong: wrong(code, {}) }] });
}
