import { Refusal } from "@rapport/contract";
import { wrong } from "@rapport/contract/refusals";
import ssh2 from "ssh2";
import { fingerprintOf } from "./host-keys.ts";

export interface PublicKey {
  readonly algorithm: string;
  readonly fingerprint: string;
  readonly public_key: Buffer;
  /** What stands behind the key in its line. */
  readonly comment: string;
}

/** Reads a line of a `.pub` file. Refuses what is none, and says so of a private key. */
export function readPublicKey(text: string): PublicKey {
  if (/PRIVATE KEY/.test(text)) throw wrongKey("form.private_key");
  if (/[\r\n]/.test(text)) throw wrongKey("form.public_key");
  const parsed = ssh2.utils.parseKey(text);
  if (parsed instanceof Error || parsed.isPrivateKey()) throw wrongKey("form.public_key");
  const publicKey = parsed.getPublicSSH();
  return { algorithm: parsed.type, fingerprint: fingerprintOf(publicKey), public_key: publicKey, comment: parsed.comment };
}

function wrongKey(code: "form.private_key" | "form.public_key"): Refusal {
  return new Refusal("sftp.key_wrong", {}, { faults: [{ path: ["key"], wrong: wrong(code, {}) }] });
}
