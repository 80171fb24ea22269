import { FAULTS, FILE_FAILURES, HIT_FAULTS, REASONS, ROW_FAULTS } from "@rapport/contract/refusals";
import { expect, test } from "vitest";
import { z } from "zod";
import { tellOfHeadquarters } from "./headquarters-words.ts";
import { FAULT_WORDS, FILE_FAILURE_WORDS, HIT_FAULT_WORDS, REASON_WORDS, ROW_FAULT_WORDS } from "./words.ts";

tellOfHeadquarters();

type Words = (params: Readonly<Record<string, unknown>>) => string;
const TABLES = [
  { table: REASONS, words: REASON_WORDS },
  { table: FAULTS, words: FAULT_WORDS },
  { table: HIT_FAULTS, words: HIT_FAULT_WORDS },
  { table: FILE_FAILURES, words: FILE_FAILURE_WORDS },
  { table: ROW_FAULTS, words: ROW_FAULT_WORDS },
];
const CASES = TABLES.flatMap(({ table, words }) =>
  Object.entries(table).flatMap(([code, { params }]) =>
    formsOf(params as z.ZodType<object>).flatMap((form) =>
      Object.entries(words).map(([language, of]) => ({ language, code, params: form, say: (of as unknown as Record<string, Words>)[code] })),
    ),
  ),
);

test.each(CASES)("$code has words in $language, and every parameter changes them", ({ params, say }) => {
  if (say === undefined) throw new Error("there are no words");
  expect(samplesOf(params).filter((sample) => say(sample).trim() === "" || /undefined|NaN|\[object/.test(say(sample)))).toEqual([]);
  expect(unusedParameters(params, say)).toEqual([]);
});

test("words that leave a parameter out are found", () => {
  const params = z.object({ upload: z.int(), of: z.string() });
  expect(unusedParameters(params, ({ upload }) => `Upload ${String(upload)} loaded nothing.`)).toEqual(["of"]);
});

test("no code is in two tables", () => {
  const codes = TABLES.flatMap(({ table }) => Object.keys(table));
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  expect(CASES.length).toBeGreaterThan(300);
});

/** Parameters of one form, or of each of several. */
function formsOf(params: z.ZodType<object>): z.ZodObject[] {
  return params instanceof z.ZodDiscriminatedUnion ? (params.options as z.ZodObject[]) : [params as z.ZodObject];
}

function samplesOf({ shape }: z.ZodObject): Readonly<Record<string, unknown>>[] {
  return combinations(Object.entries(shape).map(([name, schema]) => ({ name, values: valuesOf(schema as z.ZodType) })));
}

/** Parameters that never change the text while all others stay. */
function unusedParameters(params: z.ZodObject, say: Words): string[] {
  const samples = samplesOf(params);
  const names = Object.keys(params.shape).filter((name) => !(params.shape[name] instanceof z.ZodLiteral));
  return names.filter((name) => {
    const others = samples.map((sample) => JSON.stringify({ ...sample, [name]: 0 }));
    return new Set(others).size === new Set(others.map((rest, i) => rest + say(samples[i] ?? {}))).size;
  });
}

/** More would take minutes. */
const MOST_COMBINATIONS = 5000;

/** Every combination of the values. Of many parameters those in which one differs from all first, or from all second values. */
function combinations(parameters: readonly { name: string; values: readonly unknown[] }[]): Readonly<Record<string, unknown>>[] {
  if (parameters.reduce((count, { values }) => count * values.length, 1) > MOST_COMBINATIONS)
    return [0, 1].flatMap((place) => {
      const base = Object.fromEntries(parameters.map(({ name, values }) => [name, values[place] ?? values[0]]));
      return parameters.flatMap(({ name, values }) => values.map((value) => ({ ...base, [name]: value })));
    });
  return parameters.reduce<Record<string, unknown>[]>(
    (samples, { name, values }) => samples.flatMap((sample) => values.map((value) => ({ ...sample, [name]: value }))),
    [{}],
  );
}

/** Values that a schema takes, at least two. */
function valuesOf(schema: z.ZodType): unknown[] {
  if (schema instanceof z.ZodLiteral) return [...schema.values];
  if (schema instanceof z.ZodEnum) return schema.options;
  if (schema instanceof z.ZodArray) {
    const values = valuesOf(schema.element as z.ZodType);
    return [values.slice(0, 1), values.slice(0, 2), values.slice(1, 2)];
  }
  if (schema instanceof z.ZodUnion) return (schema.options as readonly z.ZodType[]).flatMap((option) => valuesOf(option).slice(0, 1));
  if (schema instanceof z.ZodString) return ["first", "second"];
  if (schema instanceof z.ZodBoolean) return [true, false];
  if (schema instanceof z.ZodNull) return [null];
  if (schema instanceof z.ZodNumber) return [1, 7, 8];
  throw new Error("a parameter of a kind that this test does not know");
}
