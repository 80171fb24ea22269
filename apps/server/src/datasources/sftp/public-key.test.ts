import { Refusal } from "@rapport/contract";
import ssh2 from "ssh2";
import { expect, test } from "vitest";
import { readPublicKey } from "./public-key.ts";
import { ed25519Pair } from "./sftp-client.fixture.ts";

/** A line of OpenSSH with an RSA key of so many bits. */
function rsa(bits: number): string {
  const modulus = Buffer.concat([Buffer.from([0]), Buffer.alloc(bits / 8, 0xff)]);
  const parts = [Buffer.from("ssh-rsa"), Buffer.from([1, 0, 1]), modulus];
  const body = Buffer.concat(parts.flatMap((part) => [Buffer.from([0, 0, part.length >> 8, part.length & 0xff]), part]));
  return `ssh-rsa ${body.toString("base64")} old@till`;
}

test("SF1 RSA keys of fewer than 2048 bits are refused, and others are taken", () => {
  const refused = (line: string) => {
    try {
      return readPublicKey(line).algorithm;
    } catch (cause) {
      return cause instanceof Refusal ? cause.faults.map(({ wrong }) => wrong.code) : cause;
    }
  };
  expect(refused(rsa(1024))).toEqual(["form.weak_key"]);
  expect(refused(rsa(2048))).toBe("ssh-rsa");
  expect(refused(ed25519Pair().public)).toBe("ssh-ed25519");
  expect(refused(ssh2.utils.generateKeyPairSync("ecdsa", { bits: 256 }).public)).toBe("ecdsa-sha2-nistp256");
});
