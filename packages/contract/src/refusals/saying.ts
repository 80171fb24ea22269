import { z } from "zod";

/** Allowed parameters of a reason: texts, numbers, booleans, and lists of them. */
const Plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const Params = z.record(z.string(), z.union([Plain, z.array(Plain)]));
export type Params = z.infer<typeof Params>;

/** Something the server can say: the shape of its parameters, and its English, which stands only here. Other languages are in the apps. */
export interface Saying<S extends z.ZodType<object>> {
  readonly params: S;
  readonly english: (params: z.output<S>) => string;
}

export function saying<S extends z.ZodType<object>>(params: S, english: (params: z.output<S>) => string): Saying<S> {
  return { params, english };
}

/** Sayings by code. Entries differ in their parameters; only the type of the whole table tells them apart. */
type Table = Readonly<Record<string, { readonly params: z.ZodType<object> }>>;
export type ParamsOf<T extends Table, C extends keyof T> = z.output<T[C]["params"]>;
/** A code of a table with its parameters, as a union over all codes. */
export type Said<T extends Table, C extends keyof T = keyof T> = { [K in C]: { readonly code: K; readonly params: ParamsOf<T, K> } }[C];
/** The words of a table in one language. A code without words does not compile. */
export type WordsOf<T extends Table> = { readonly [C in keyof T]: (params: ParamsOf<T, C>) => string };

/** Makes a code with its parameters; each code takes only its own. */
export function said<T extends Table, C extends keyof T>(_table: T, code: C, params: ParamsOf<T, C>): Said<T, C> {
  // This is one member of the union, but the compiler cannot tell for a generic code.
  return { code, params } as unknown as Said<T, C>;
}

const Stored = z.object({ code: z.string(), params: Params });

/** A code of the table with its parameters, parsed by the code's own schema; null when they do not fit it. */
export function readSaid<T extends Table>(table: T, value: unknown): Said<T> | null {
  const { data } = Stored.safeParse(value);
  const entry = data !== undefined && Object.hasOwn(table, data.code) ? table[data.code] : undefined;
  const params = entry?.params.safeParse(data?.params);
  return params?.success === true ? ({ code: data?.code, params: params.data } as Said<T>) : null;
}

export function inEnglish<T extends Table>(table: T, { code, params }: Said<T>): string {
  // Code and parameters belong together by the type `Said`; indexing loses that.
  const { english } = table[code] as unknown as { readonly english: (params: unknown) => string };
  return english(params);
}

export const NONE = z.object({});

const MOST_LISTED = 5;

/** `a, b, c, d, e and 3 more`. */
export function listed(texts: readonly string[], { and = "and", more = "more" } = {}): string {
  const rest = texts.length - MOST_LISTED;
  return `${texts.slice(0, MOST_LISTED).join(", ")}${rest > 0 ? ` ${and} ${rest} ${more}` : ""}`;
}

/** `2 stores`, `1 worker`: each count that is not 0, with the word for one or for several. */
export function counted<K extends string>(counts: Readonly<Record<K, number>>, words: Readonly<Record<K, readonly [one: string, several: string]>>): string[] {
  // The keys of the words are those of the counts.
  const kinds = (Object.keys(words) as K[]).filter((kind) => counts[kind] !== 0);
  return kinds.map((kind) => `${counts[kind]} ${words[kind][counts[kind] === 1 ? 0 : 1]}`);
}
