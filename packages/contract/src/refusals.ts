import { z } from "zod";

/** A refusal's code and the HTTP status it answers with. Anything else that is thrown is a bug and becomes a 500. */
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
} as const;
export type RefusalCode = keyof typeof REFUSALS;

/** A refusal the caller can act on; `message` says in plain words what to do. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  /** A finer reason for programs, e.g. `number_sequence.missing`. */
  readonly reason: string | undefined;
  /** When it is worth trying again; sent as `Retry-After`. */
  readonly retryAfterSeconds: number | undefined;
  constructor(code: RefusalCode, message: string, options?: ErrorOptions & { reason?: string; retryAfterSeconds?: number }) {
    super(message, options);
    this.code = code;
    this.reason = options?.reason;
    this.retryAfterSeconds = options?.retryAfterSeconds;
  }
}

/** RFC 9457 body of every error on our own doors. */
export const Problem = z.object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string(), code: z.string() }).meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;

export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
