import { Refusal } from "@rapport/contract";
import { type Register, signInPos } from "@rapport/contract/sessions";
import { z } from "zod";
import type { PlainKey } from "@rapport/app-shell";
import type { signInTexts } from "./texts.ts";

type RegisterChoice = z.infer<typeof Register>;
/** The values of the form. The register's key on the device is its legal entity and number. */
export const SignInForm = signInPos.body.pick({ operatorId: true, password: true }).extend({ register: z.string().min(1) });

/** A register's key on the device. It has the legal entity, because numbers repeat between legal entities. */
export function registerKey({ legalEntity, number }: Pick<RegisterChoice, "legalEntity" | "number">): string {
  return `${legalEntity}/${number}`;
}

/** The register that this device used last, if it still exists; else the only one. */
export function registerToStartWith(registers: readonly RegisterChoice[], remembered: string | null): string {
  const keys = registers.map(registerKey);
  if (remembered !== null && keys.includes(remembered)) return remembered;
  return keys.length === 1 ? (keys[0] ?? "") : "";
}

/** True while there were too many wrong passwords. */
export function hasToWait(error: unknown): boolean {
  return error instanceof Refusal && error.code === "request.too_many";
}

/** Our words for the refusals of signing in; undefined where the general words are better. An id in a wrong form is a wrong id. */
export function signInRefusal(error: unknown): PlainKey<typeof signInTexts> | undefined {
  if (!(error instanceof Refusal)) return undefined;
  if (error.kind === "signed_out" || error.kind === "invalid") return "signIn.wrong";
  if (error.kind === "forbidden") return "signIn.notHere";
  return undefined;
}
