import type { z } from "zod";
import { saying, type Saying } from "./saying.ts";

/** The kinds of refusals, each with its HTTP status. Anything else that is thrown is a bug and becomes a 500. */
export const REFUSALS = {
  invalid: 400,
  signed_out: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  too_many: 429,
  unavailable: 503,
  /** The server has too much to do. Try again later. */
  busy: 503,
} as const;
export type RefusalKind = keyof typeof REFUSALS;

/** A reason to refuse: its kind, which gives the HTTP status; the shape of its parameters; and its English. */
export interface ReasonSaying<S extends z.ZodType<object>> extends Saying<S> {
  readonly kind: RefusalKind;
}

export function reason<S extends z.ZodType<object>>(kind: RefusalKind, params: S, english: (params: z.output<S>) => string): ReasonSaying<S> {
  return { kind, ...saying(params, english) };
}
