import { expect, test } from "vitest";
import { Refusal } from "@rapport/contract";
import { signInRefusal } from "./sign-in.ts";

test("a wrong id and a wrong password get the same sentence, so that it does not show which is wrong", () => {
  expect(signInRefusal(new Refusal("sign_in.wrong", { where: "register" }))).toBe("signIn.wrong");
  expect(signInRefusal(new Refusal("request.wrong", { where: "body" }))).toBe("signIn.wrong");
});

test("a lost connection gets the general words", () => {
  expect(signInRefusal(new Refusal("server.unreachable", {}))).toBeUndefined();
});

test("at another store's register, and on a device that is none any more, the sentence says which", () => {
  expect(signInRefusal(new Refusal("sign_in.other_store", {}))).toBe("signIn.notHere");
  expect(signInRefusal(new Refusal("register.no_device", {}))).toBeUndefined();
});
