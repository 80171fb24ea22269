import { z } from "zod";
import type { FeatureCode } from "./features/definitions.ts";
import type { Permission } from "./permissions.ts";

/** The form of errors: our own problem+json, or the form that an interface documents. */
export type ErrorForm = "problem" | "segment" | "image";

/**
 * One HTTP operation, written once: the server registers and validates with it, the apps call through it,
 * OpenAPI is printed from it, and the test of rights goes through it.
 */
export interface Endpoint<P extends z.ZodType = z.ZodType, Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path with `:name` for each parameter. */
  readonly path: string;
  readonly permission: Permission;
  /**
   * How a caller is limited to the legal entities for which they hold the permission. `address`: the endpoint names a legal entity or a report suite,
   * in its address (or its body, if it says so), and `http/` refuses any other. `handler`: the handler limits itself to the caller's. `house`: it is about the
   * whole installation, so it takes the permission for all legal entities.
   */
  readonly reach: Reach;
  /**
   * True when a call changes configuration that stores get by publishing (PB6): by default every change within a legal entity for whoever sets the organisation up.
   */
  readonly configures: boolean;
  /**
   * Whether a call looks customers up at a register, so that S14 counts it. An endpoint for a register whose reply names customers says so, or says that it does
   * not.
   */
  readonly looksUp?: boolean | undefined;
  /** The feature that it belongs to: while that is off, it refuses (R75). */
  readonly feature?: FeatureCode | undefined;
  readonly summary: string;
  readonly params: P;
  readonly query: Q;
  /** `json` is parsed and checked; the handler itself reads `multipart` and `raw`. */
  readonly bodyKind: "none" | "json" | "multipart" | "raw";
  readonly body: B;
  /** The most bytes of a body; by default the server's limit for JSON. */
  readonly maxBodyBytes?: number | undefined;
  /** `json` is checked against `reply`; the handler itself writes `file`, `raw` and `events`, which is a stream of server-sent events without an end. */
  readonly replyKind: "json" | "file" | "raw" | "events" | "none";
  readonly reply: R;
  readonly status: number;
  readonly errors: ErrorForm;
  /** The endpoint also takes and gives CSV: a body of `text/csv` becomes the JSON body, and a caller that asks for `text/csv` gets the rows of the reply. */
  readonly csv?: Csv | undefined;
  /** Described but not checked, because the handler reads it leniently. */
  readonly described?: { readonly query?: z.ZodType; readonly body?: z.ZodType } | undefined;
}

export type Reach = "address" | "handler" | "house";

/** The list in a body or a reply whose members are the lines of a CSV file, and its columns in order. */
export interface Csv {
  readonly rows: string;
  readonly columns: readonly string[];
}

export const nothing = z.undefined();
export const noKeys = z.object({});
export type Nothing = typeof nothing;
export type NoKeys = typeof noKeys;

type Draft<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = {
  name: string;
  method: Endpoint["method"];
  path: string;
  permission: Permission;
  reach?: Reach;
  configures?: boolean;
  looksUp?: boolean;
  feature?: FeatureCode;
  summary: string;
  params?: P;
  query?: Q;
  bodyKind?: Endpoint["bodyKind"];
  body?: B;
  maxBodyBytes?: number;
  replyKind?: Endpoint["replyKind"];
  reply?: R;
  status?: number;
  errors?: ErrorForm;
  csv?: Csv;
  described?: Endpoint["described"];
};

export function endpoint<P extends z.ZodType = NoKeys, Q extends z.ZodType = NoKeys, B extends z.ZodType = Nothing, R extends z.ZodType = Nothing>(
  draft: Draft<P, Q, B, R>,
): Endpoint<P, Q, B, R> {
  // The defaults below equal the default type arguments; the compiler cannot tie an absent key to its generic.
  const defaults = { params: noKeys as unknown as P, query: noKeys as unknown as Q, body: nothing as unknown as B, reply: nothing as unknown as R };
  return {
    ...defaults,
    bodyKind: draft.body === undefined ? "none" : "json",
    replyKind: draft.reply === undefined ? "none" : "json",
    status: draft.reply === undefined && draft.replyKind === undefined ? 204 : 200,
    errors: "problem",
    reach: namesItsOwner(draft) ? "address" : "house",
    configures: draft.method !== "GET" && draft.permission === "organisation.manage" && draft.path.includes("/:legalEntity"),
    ...draft,
  };
}

/** A legal entity or a report suite in the address. */
function namesItsOwner({ params }: { params?: z.ZodType }): boolean {
  return params instanceof z.ZodObject && ("legalEntity" in params.shape || "rsid" in params.shape);
}

export type Params<E extends Endpoint> = z.output<E["params"]>;
export type Query<E extends Endpoint> = z.output<E["query"]>;
export type Body<E extends Endpoint> = z.output<E["body"]>;
export type Reply<E extends Endpoint> = z.output<E["reply"]>;
export type CallInput<E extends Endpoint> = {
  params?: z.input<E["params"]>;
  query?: z.input<E["query"]>;
  body?: z.input<E["body"]>;
};
