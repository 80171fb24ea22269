import type { Refusal } from "@rapport/contract";
import { wrong, type Fault, type ValueKind, type Wrong } from "@rapport/contract/refusals";

type Path = Fault["path"];

/** A place in JSON of unknown shape, read with faults that name it. */
export interface Place {
  readonly path: Path;
  readonly value: unknown;
  readonly isThere: boolean;
  at(key: string): Place;
  text(): string;
  /** A whole number, also as text. */
  whole(most: number): number;
  list(): readonly Place[];
  oneOf<T extends string>(known: readonly T[]): T;
  /** Refuses any other key, because it would have no effect. */
  only(keys: readonly string[]): void;
  refused(what: Wrong): Refusal;
}

type Refuse = (path: Path, what: Wrong) => Refusal;
type Expected = "text" | "object" | "list" | "integer";
const LONGEST = 1000;
const MOST = 500;
/** What each element of a list weighs besides its letters. */
const ELEMENT = 20;

/** How many letters may still be read, of everything that is read together. */
export interface Budget {
  letters: number;
  readonly spent: () => Wrong;
}

export function createPlace({ value, path, refused, budget }: { value: unknown; path: Path; refused: Refuse; budget?: Budget | undefined }): Place {
  const refuse = (what: Wrong): Refusal => refused(path, what);
  const inner = (key: string | number, at: unknown): Place => createPlace({ value: at, path: [...path, key], refused, budget });
  const spend = (letters: number): void => {
    if (budget === undefined) return;
    budget.letters -= letters;
    if (budget.letters < 0) throw refuse(budget.spent());
  };
  const otherThan = (expected: Expected): Refusal =>
    refuse(value === undefined ? wrong("value.missing", { expected }) : wrong("value.type", { found: kindOf(value), expected }));
  const text = (): string => {
    if (typeof value !== "string") throw otherThan("text");
    if (value.length > LONGEST) throw refuse(wrong("value.long", { most: LONGEST }));
    spend(value.length);
    return value;
  };
  return {
    path,
    value,
    isThere: value !== undefined && value !== null,
    at(key) {
      if (!isRecord(value)) throw otherThan("object");
      return inner(key, value[key]);
    },
    text,
    whole(most) {
      const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
      if (typeof number !== "number" || !Number.isInteger(number)) throw otherThan("integer");
      if (number < 0) throw refuse(wrong("value.small", { least: 0 }));
      if (number > most) throw refuse(wrong("value.large", { most }));
      return number;
    },
    list() {
      if (!Array.isArray(value)) throw otherThan("list");
      if (value.length === 0) throw refuse(wrong("value.few", { least: 1 }));
      if (value.length > MOST) throw refuse(wrong("value.many", { most: MOST }));
      spend(ELEMENT * value.length);
      return value.map((each: unknown, index) => inner(index, each));
    },
    oneOf(known) {
      const found = known.find((one) => one === text());
      if (found === undefined) throw refuse(wrong("value.choice", { choices: [...known] }));
      return found;
    },
    only(keys) {
      if (!isRecord(value)) throw otherThan("object");
      const foreign = Object.keys(value).filter((key) => !keys.includes(key));
      if (foreign.length > 0) throw refuse(wrong("value.unknown_keys", { keys: foreign.slice(0, 10).map((key) => key.slice(0, 60)) }));
      if ("description" in value) inner("description", value["description"]).text();
    },
    refused: refuse,
  };
}

function kindOf(value: unknown): ValueKind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  return ({ string: "text", number: "number", boolean: "boolean" } as const)[typeof value as "string" | "number" | "boolean"] ?? "object";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
