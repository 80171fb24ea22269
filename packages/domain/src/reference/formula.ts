/** An exact number: `top / bottom`, the bottom above 0. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** Metrics of the loops that count: each is asked by its name and by what narrows it. */
export type AmountOf = (name: string, filters: readonly unknown[]) => Fraction;

/**
 * The value of a calculated metric's definition as it was sent, in exact fractions; null where it divides by zero (CF2, CF3).
 * @param saved definitions by id
 */
export function calculate(definition: unknown, { amountOf, saved }: { amountOf: AmountOf; saved: ReadonlyMap<string, unknown> }): Fraction | null {
  const value = (part: unknown, filters: readonly unknown[]): Fraction | null => {
    if (typeof part === "number") return fractionOf(String(part));
    const node = part as Readonly<Record<string, unknown>>;
    const at = (key: string) => value(node[key], filters);
    switch (node["func"]) {
      case "metric": {
        const known = saved.get(String(node["name"]));
        return known === undefined ? amountOf(String(node["name"]), filters) : value(known, filters);
      }
      case "calc-metric":
        if (typeof node["id"] === "string") return value(saved.get(node["id"]), filters);
        return value(node["formula"], [...filters, ...((node["filters"] as unknown[] | undefined) ?? [])]);
      case "visualization-group":
        return at("col");
      case "negate":
        return of(at("col"), ({ top, bottom }) => ({ top: -top, bottom }));
      case "abs":
        return of(at("col"), ({ top, bottom }) => ({ top: top < 0n ? -top : top, bottom }));
      case "round":
        return of(at("col"), (one) => fraction(nearest(one, 1n)));
      case "floor":
        return of(at("col"), ({ top, bottom }) => fraction(floor(top, bottom)));
      case "ceil":
        return of(at("col"), ({ top, bottom }) => fraction(-floor(-top, bottom)));
      default:
        return pair(String(node["func"]), at("col1"), at("col2"));
    }
  };
  return value(definition, []);
}

function pair(func: string, a: Fraction | null, b: Fraction | null): Fraction | null {
  if (a === null || b === null) return null;
  const isLess = a.top * b.bottom < b.top * a.bottom;
  switch (func) {
    case "add":
      return { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom };
    case "subtract":
      return { top: a.top * b.bottom - b.top * a.bottom, bottom: a.bottom * b.bottom };
    case "multiply":
      return { top: a.top * b.top, bottom: a.bottom * b.bottom };
    case "divide":
      if (b.top === 0n) return null;
      return b.top < 0n ? { top: -a.top * b.bottom, bottom: -b.top * a.bottom } : { top: a.top * b.bottom, bottom: b.top * a.bottom };
    case "row-max":
      return isLess ? b : a;
    case "row-min":
      return isLess ? a : b;
    default:
      throw new Error(`no function ${func}`);
  }
}

/** The decimal text of a fraction, halves away from 0. */
export function fractionText(one: Fraction, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const scaled = nearest(one, scale);
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(decimals + 1, "0");
  return `${scaled < 0n ? "-" : ""}${digits.slice(0, digits.length - decimals)}.${digits.slice(digits.length - decimals)}`;
}

export function fractionOf(decimal: string): Fraction {
  const [, sign = "", whole = "0", behind = ""] = /^(-?)(\d+)\.?(\d*)$/.exec(decimal) ?? [];
  return { top: BigInt(`${sign}${whole}${behind}`), bottom: 10n ** BigInt(behind.length) };
}

function fraction(top: bigint): Fraction {
  return { top, bottom: 1n };
}

function of(one: Fraction | null, change: (one: Fraction) => Fraction): Fraction | null {
  return one === null ? null : change(one);
}

function nearest({ top, bottom }: Fraction, scale: bigint): bigint {
  const size = top < 0n ? -top : top;
  const rounded = (2n * size * scale + bottom) / (2n * bottom);
  return top < 0n ? -rounded : rounded;
}

function floor(top: bigint, bottom: bigint): bigint {
  const cut = top / bottom;
  return cut * bottom > top ? cut - 1n : cut;
}
