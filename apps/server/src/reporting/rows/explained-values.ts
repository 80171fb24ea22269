import type { ExplainedValue } from "@rapport/contract/reporting";
import { findDimension, LIST_SEPARATOR, type ReportingSuite } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import type { State } from "./explain-queries.ts";
import { settersOfValues, type Setter } from "./explain-queries.ts";
import { rowIdOf } from "./row-ids.ts";

/** What is frozen with a transaction, as far as a row takes it. */
export interface Frozen {
  readonly visitor_id: string;
  readonly hit_at: Date;
  readonly snapshot: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly set_at: Readonly<Record<string, Date>>;
}

interface Found extends Pick<ExplainedValue, "variable" | "values" | "from" | "overrode"> {
  /** Epoch ms; null when it is not known. */
  readonly setAt: number | null;
}

/**
 * The values that reports show of a hit or row, each with where it comes from. Nothing is guessed: a time is one that was kept, and a hit is one that is there with
 * that value (BR6).
 */
export async function explainedValues(
  deps: Pick<Deps, "warehouse">,
  { suite, state, frozen }: { suite: ReportingSuite; state: State; frozen: Frozen | null },
): Promise<ExplainedValue[]> {
  // A hit also keeps what no report shows, such as the address of its page with all that stands in it.
  const found = valuesOf(state, frozen).filter(({ variable, values }) => values.length > 0 && findDimension(variable, suite) !== undefined);
  const visitorId = frozen?.visitor_id ?? state.visitor_id;
  const until = frozen?.hit_at.getTime() ?? state.at_ms;
  const wanted = found.flatMap((value) => (value.from === "own" ? [] : value.values.map((text) => ({ value, text: text.toLowerCase() }))));
  const setters =
    visitorId === "" || wanted.length === 0
      ? []
      : await deps.warehouse.rows(settersOfValues, {
          suite: suite.rsid,
          visitorId,
          until,
          keys: wanted.map(({ value }) => value.variable),
          values: wanted.map(({ text }) => text),
          times: wanted.map(({ value }) => value.setAt ?? NEVER),
        });
  return found
    .toSorted((a, b) => (a.variable < b.variable ? -1 : 1))
    .map(({ setAt, ...value }) => ({
      ...value,
      name: suite.variables[value.variable]?.name ?? null,
      setAt: setAt === null ? null : new Date(setAt).toISOString(),
      setBy: value.from === "own" ? null : setterOf({ ...value, setAt }, setters),
    }));
}

const NEVER = Number.MIN_SAFE_INTEGER;

function valuesOf(state: State, frozen: Frozen | null): Found[] {
  const { dims, post, lists, set_at: kept, at_ms: at } = state;
  const from = frozen !== null ? "transaction" : state.fate === "customer" ? "visitor" : "persisted";
  const variables = new Set([
    ...Object.keys(dims),
    ...Object.keys(post),
    ...Object.keys(lists),
    ...Object.keys(frozen?.snapshot ?? {}),
    ...Object.keys(frozen?.lists ?? {}),
  ]);
  return [...variables].map((variable): Found => {
    const frozenValues = frozen === null ? [] : frozenOf(frozen, variable);
    const ownValues = (dims[variable] ?? "").split(LIST_SEPARATOR).filter((value) => value !== "");
    const shown = lists[variable]?.length ? lists[variable] : [post[variable] ?? dims[variable] ?? ""];
    const values = shown.filter((value) => value !== "");
    const isOwn = values.length > 0 && values.every((value) => ownValues.includes(value));
    if (isOwn) {
      const overrode = frozenValues.filter((value) => !values.includes(value));
      return { variable, values, from: "own", overrode, setAt: at };
    }
    const times = kept[variable] ?? [];
    const setAt = frozen === null ? (times.at(-1) ?? null) : (frozen.set_at[variable]?.getTime() ?? null);
    // What is frozen and stands in no row, such as the referring domain, is the transaction's too.
    return { variable, values: values.length > 0 ? values : frozenValues, from, overrode: [], setAt };
  });
}

function frozenOf({ snapshot, lists }: Frozen, variable: string): string[] {
  const several = lists[variable] ?? [];
  return (several.length > 0 ? [...several] : [snapshot[variable] ?? ""]).filter((value) => value !== "");
}

function setterOf({ variable, values, setAt }: Found, setters: readonly Setter[]): ExplainedValue["setBy"] {
  const of = setters.filter(({ key, value }) => key === variable && values.some((shown) => shown.toLowerCase() === value));
  const exact = of.find(({ is_exact: isExact }) => isExact);
  // With a time that is known, only a hit of that time is the one.
  const found = setAt === null ? of.map(({ last }) => last).toSorted(([a], [b]) => Number(b) - Number(a))[0] : exact?.exact;
  if (found === undefined) return null;
  const [at, position, page] = found;
  return {
    id: rowIdOf([at, position, "0", "0"]),
    at: new Date(Number(at)).toISOString(),
    page: page === "" ? null : page,
    known: setAt === null ? "found" : "stored",
  };
}
