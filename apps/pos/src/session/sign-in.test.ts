import { expect, test } from "vitest";
import { LegalEntityCode, Refusal, RegisterNumber, StoreNumber } from "@rapport/contract";
import { registerKey, registerToStartWith, SignInForm, signInRefusal } from "./sign-in.ts";

test("the device starts with the register it used last", () => {
  expect(registerToStartWith([register("R1"), register("R2")], "RAPP/R2")).toBe("RAPP/R2");
});

test("a remembered register that no longer exists is not chosen", () => {
  expect(registerToStartWith([register("R1"), register("R2")], "RAPP/R9")).toBe("");
});

test("the only register needs no choice", () => {
  expect(registerToStartWith([register("R1")], null)).toBe("RAPP/R1");
});

test("two legal entities may have registers with the same number", () => {
  expect(registerKey(register("R1"))).not.toBe(registerKey({ ...register("R1"), legalEntity: LegalEntityCode.parse("OTHER") }));
});

test("each empty field has its own message", () => {
  const empty = SignInForm.safeParse({ register: "", operatorId: "  ", password: "" });
  expect(empty.error?.issues.map(({ path, code }) => [...path, code])).toEqual([
    ["operatorId", "invalid_format"],
    ["password", "too_small"],
    ["register", "too_small"],
  ]);
  expect(SignInForm.safeParse({ register: "RAPP/R1", operatorId: " 1001 ", password: "x" }).data).toEqual({
    register: "RAPP/R1",
    operatorId: "1001",
    password: "x",
  });
});

test("a wrong id and a wrong password get the same sentence, so that it does not show which is wrong", () => {
  expect(signInRefusal(new Refusal("sign_in.wrong", { where: "register" }))).toBe("signIn.wrong");
  expect(signInRefusal(new Refusal("request.wrong", { where: "body" }))).toBe("signIn.wrong");
});

test("a lost connection gets the general words", () => {
  expect(signInRefusal(new Refusal("server.unreachable", {}))).toBeUndefined();
});

function register(number: string) {
  return { number: RegisterNumber.parse(number), storeNumber: StoreNumber.parse("S1"), storeName: "Amsterdam", legalEntity: LegalEntityCode.parse("RAPP") };
}
