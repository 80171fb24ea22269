import ssh2 from "ssh2";
import { expect, test } from "vitest";
import { readable } from "./host-keys.ts";

test("SF2 a host key that could not be read afterwards is made anew before it is kept", () => {
  const good = ssh2.utils.generateKeyPairSync("ecdsa", { bits: 256 }).private;
  const made = ["-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", "", good];
  expect(readable(() => made.shift() ?? good)).toBe(good);
  expect(made).toEqual([]);
});
