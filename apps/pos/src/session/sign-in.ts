import { Refusal } from "@rapport/contract";
import type { PlainKey } from "@rapport/app-shell";
import type { signInTexts } from "./texts.ts";

/** True while there were too many wrong passwords. */
export function hasToWait(error: unknown): boolean {
  return error instanceof Refusal && error.code === "request.too_many";
}

/** Our words for the refusals of signing in; undefined where the general words are better. An id in a wrong form is a wrong id. */
export function signInRefusal(error: unknown): PlainKey<typeof signInTexts> | undefined {
  if (!(error instanceof Refusal)) return undefined;
  if (error.kind === "signed_out" || error.kind === "invalid") return "signIn.wrong";
  if (error.code === "sign_in.other_store") return "signIn.notHere";
  return undefined;
}
