import { z } from "zod";

/** What may stand in the parameters of a reason: texts, numbers, yes or no, and lists of them. */
const Plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const Params = z.record(z.string(), z.union([Plain, z.array(Plain)]));
export type Params = z.infer<typeof Params>;

/** One thing the server can say: the shape of its parameters, and the only place of its English. Other languages are the apps'. */
export interface Saying<S extends z.ZodType<object>> {
  readonly params: S;
  readonly english: (params: z.output<S>) => string;
}

export function saying<S extends z.ZodType<object>>(params: S, english: (params: z.output<S>) => string): Saying<S> {
  return { params, english };
}

/** Sayings by code; entries differ in their parameters, which only a type of the whole table tells apart. */
type Table = Readonly<Record<string, { readonly params: z.ZodType<object> }>>;
export type ParamsOf<T extends Table, C extends keyof T> = z.output<T[C]["params"]>;
/** A code of a table with its parameters, one kind a code. */
export type Said<T extends Table, C extends keyof T = keyof T> = { [K in C]: { readonly code: K; readonly params: ParamsOf<T, K> } }[C];
/** The words of a table in one language; a code without words is a compile error. */
export type WordsOf<T extends Table> = { readonly [C in keyof T]: (params: ParamsOf<T, C>) => string };

export const NONE = z.object({});

const MOST_LISTED = 5;

/** `a, b, c, d, e and 3 more`. */
export function listed(texts: readonly string[], { and = "and", more = "more" } = {}): string {
  const rest = texts.length - MOST_LISTED;
  return `${texts.slice(0, MOST_LISTED).join(", ")}${rest > 0 ? ` ${and} ${rest} ${more}` : ""}`;
}
