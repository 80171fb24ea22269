import { ATTRIBUTE_FAULTS } from "./attribute-faults.ts";
import { FORMULA_FAULTS } from "./formula-faults.ts";
import { LAYOUT_FAULTS } from "./layout-faults.ts";
import { REPORT_FAULTS } from "./report-faults.ts";
import { inEnglish, said, type ParamsOf, type Said } from "./saying.ts";
import { SEGMENT_FAULTS } from "./segment-faults.ts";
import { VALUE_FAULTS } from "./value-faults.ts";

/** Everything that can be wrong with one place of a request. Its English is a clause that follows the place. */
export const FAULTS = { ...VALUE_FAULTS, ...ATTRIBUTE_FAULTS, ...LAYOUT_FAULTS, ...REPORT_FAULTS, ...SEGMENT_FAULTS, ...FORMULA_FAULTS } as const;
export type FaultCode = keyof typeof FAULTS;
/** What is wrong, without the place. */
export type Wrong<C extends FaultCode = FaultCode> = Said<typeof FAULTS, C>;

/** One thing wrong with a request: the place, the row's own name in a list (an account number), the code and its parameters. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly row?: string | undefined;
  readonly wrong: Wrong;
}

/** Codes without parameters, which a schema can give for a value. */
type Plain = { [C in FaultCode]: Record<string, never> extends ParamsOf<typeof FAULTS, C> ? C : never }[FaultCode];

/** The code that a schema gives for a value it refuses; the server reads it back from the issue. */
export function wrongAs(code: Plain): Plain {
  return code;
}

export function isFaultCode(code: string): code is FaultCode {
  return Object.hasOwn(FAULTS, code);
}

export function wrong<C extends FaultCode>(code: C, params: ParamsOf<typeof FAULTS, C>): Wrong<C> {
  return said(FAULTS, code, params);
}

/** The clause in English. */
export function wrongInEnglish(what: Wrong): string {
  return inEnglish(FAULTS, what);
}

/** The path as a program writes it: `metricContainer.metrics[0].id`. */
export function placeOf(path: readonly (string | number)[]): string {
  return path.map((part, i) => (typeof part === "number" ? `[${part}]` : `${i === 0 ? "" : "."}${part}`)).join("");
}

const MOST_TOLD = 5;

/** The first few faults, each with its place: `variables.evar3.from: is missing; text is expected`. */
export function faultsInEnglish(faults: readonly Fault[]): string {
  const told = faults.slice(0, MOST_TOLD).map(({ path, row, wrong: what }) => {
    const where = [row, placeOf(path)].filter((part) => part !== undefined && part !== "").join(", ");
    return `${where === "" ? "it " : `${where}: `}${wrongInEnglish(what)}.`;
  });
  return [...told, ...(faults.length > MOST_TOLD ? [`And ${faults.length - MOST_TOLD} more.`] : [])].join(" ");
}
