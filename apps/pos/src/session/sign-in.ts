import { Refusal } from "@rapport/contract";
import type { Register } from "@rapport/contract/sessions";
import type { z } from "zod";
import type { PlainKey } from "../messages/text.ts";

type RegisterChoice = z.infer<typeof Register>;
export type SignInFields = { register: string; operatorId: string; password: string };
export type SignInErrors = Partial<Record<keyof SignInFields, PlainKey>>;

/** A register's name on the device: register numbers repeat in another legal entity. */
export function registerKey({ legalEntity, number }: Pick<RegisterChoice, "legalEntity" | "number">): string {
  return `${legalEntity}/${number}`;
}

/** The register this device used last, if it still exists; else the only one there is. */
export function registerToStartWith(registers: readonly RegisterChoice[], remembered: string | null): string {
  const keys = registers.map(registerKey);
  if (remembered !== null && keys.includes(remembered)) return remembered;
  return keys.length === 1 ? (keys[0] ?? "") : "";
}

export function missingFields(fields: SignInFields): SignInErrors {
  return {
    ...(fields.register === "" ? { register: "signIn.needRegister" } : {}),
    ...(fields.operatorId.trim() === "" ? { operatorId: "signIn.needOperator" } : {}),
    ...(fields.password === "" ? { password: "signIn.needPassword" } : {}),
  };
}

/** Our words for the refusals that signing in knows; undefined where the general words say it better. An id of a wrong form is a wrong id. */
export function signInRefusal(error: unknown): PlainKey | undefined {
  if (!(error instanceof Refusal)) return undefined;
  if (error.code === "signed_out" || error.code === "invalid") return "signIn.wrong";
  if (error.code === "forbidden") return "signIn.notHere";
  if (error.code === "too_many") return "signIn.tooMany";
  return undefined;
}
