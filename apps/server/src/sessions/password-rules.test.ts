import { expect, test } from "vitest";
import { weaknessOf } from "./password-rules.ts";

const own = ["Sanne de Wit", "1001"];

test.each([
  "password",
  "Password",
  "pass word",
  "PASSWORD!!",
  "aaaaaaaa",
  "        ",
  "--------",
  "12345678",
  "qwertyuiop",
  "iloveyou",
  "abcabcab",
  "letmein1",
])("S4 %j is one that everybody tries", async (password) => {
  expect(await weaknessOf(password, { own })).toBe("password.common");
});

test.each(["sannedewit", "Sanne-123", "dewitsanne", "1001-1001-abc", "SANNE de WIT 1", "１００１ 1001 xyz"])(
  "S4 %j is the person's own name or id",
  async (password) => {
    expect(await weaknessOf(password, { own })).toBe("password.own_name");
  },
);

test.each(["sanne-1001", "demo-1001", "a long sentence", "zonnebloem-op-tafel", "密码不好猜的那种"])("S4 %j is taken", async (password) => {
  expect(await weaknessOf(password, { own })).toBeNull();
});
