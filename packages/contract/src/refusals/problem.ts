import { z } from "zod";
import { FAULTS, wrong, wrongInEnglish, type Fault } from "./faults.ts";
import { REFUSALS, type RefusalKind } from "./reason.ts";
import { REASONS } from "./reasons.ts";
import { Refusal } from "./refusal.ts";
import { Params, readSaid } from "./saying.ts";

const Path = z.array(z.union([z.string(), z.int()]));

/** What is wrong with one place of a request. */
export const FieldError = z.object({ path: Path, row: z.string().optional(), code: z.string(), params: Params, detail: z.string() }).meta({ id: "FieldError" });
export type FieldError = z.infer<typeof FieldError>;

/** The RFC 9457 body of every error of our own endpoints: `code` and `params` are for programs, `detail` is English for people. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    params: Params,
    /** The wrong places of the request; at most the first thousand. */
    errors: z.array(FieldError).optional(),
    /** How many more places are wrong. */
    moreErrors: z.int().optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;

/** Enough for every row of a batch. */
const MOST_ERRORS = 1_000;

/** The part of a problem that comes from the refusal. Status and title belong to HTTP. */
export function problemOf({ message, code, params, faults }: Refusal): Pick<Problem, "detail" | "code" | "params" | "errors" | "moreErrors"> {
  const errors = faults.slice(0, MOST_ERRORS).map(({ path, row, wrong: what }) => ({
    path: [...path],
    ...(row !== undefined && { row }),
    code: what.code,
    params: what.params,
    detail: wrongInEnglish(what),
  }));
  return {
    detail: message,
    code,
    params,
    ...(errors.length > 0 && { errors }),
    ...(faults.length > MOST_ERRORS && { moreErrors: faults.length - MOST_ERRORS }),
  };
}

/** The refusal in an answer. If its code is not in the table (a newer server's), it has the kind of the answer's status. */
export function refusalOf(status: number, body: unknown): Refusal {
  const kind = KINDS.find((known) => REFUSALS[known] === status) ?? "unavailable";
  const problem = Problem.safeParse(body).data;
  const because = readSaid(REASONS, problem);
  if (problem === undefined || because === null) return new Refusal("answer.unknown", { status }, { kind });
  const faults = (problem.errors ?? []).map(faultOf);
  // The schema of this code has read the parameters.
  const given = [because.code, because.params, { faults, kind }] as unknown as ConstructorParameters<typeof Refusal>;
  return new Refusal(...given);
}

// The names of an object literal are its keys.
const KINDS = Object.keys(REFUSALS) as RefusalKind[];

function faultOf({ path, row, code, params }: FieldError): Fault {
  return { path, row, wrong: readSaid(FAULTS, { code, params }) ?? wrong("value.wrong", {}) };
}
