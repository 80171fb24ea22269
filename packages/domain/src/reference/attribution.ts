// Reference form: only tests run it. The product does the same in sets, in SQL, and tests demand the same answer of both.

/** A hit, or a row of a file, as far as attribution looks at it. */
export interface CreditedRow {
  readonly atMs: number;
  /** Decides between rows of the same time. */
  readonly position: bigint;
  /** Null for a row of a file. */
  readonly visit: string | null;
  /** Null for a row of nobody. */
  readonly visitor: string | null;
  /** What was set on it of the credited dimension. */
  readonly values: readonly string[];
  readonly amount: number;
}

export interface AskedCredit {
  readonly model:
    | "first"
    | "last"
    | "same"
    | "linear"
    | "algorithmic"
    | { readonly weights: readonly [number, number, number] }
    | { readonly halfLifeMs: number };
  readonly container: "sessions" | "visitors";
  /** Null: touch points of the range alone. */
  readonly lookbackMs: number | null;
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

/** The credit of each value, `''` for none; fractions are not rounded. */
export function creditByLoops(rows: readonly CreditedRow[], asked: AskedCredit): Map<string, number> {
  const credit = new Map<string, number>();
  const give = (value: string, amount: number) => credit.set(value, (credit.get(value) ?? 0) + amount);
  for (const conversion of rows) {
    if (conversion.amount === 0 || conversion.atMs < asked.fromMs || conversion.atMs >= asked.toMs) continue;
    const touches = rows
      .filter((row) => row.values.length > 0 && isBefore(row, conversion) && isTogether(row, conversion, asked))
      .filter((row) => row.atMs >= (asked.lookbackMs === null ? asked.fromMs : conversion.atMs - asked.lookbackMs))
      .toSorted((a, b) => a.atMs - b.atMs || (a.position < b.position ? -1 : 1));
    if (touches.length === 0) {
      give("", conversion.amount);
    } else if (asked.model === "algorithmic") {
      const players = new Set(touches.flatMap(({ values }) => values));
      for (const player of players) give(player, conversion.amount / players.size);
    } else {
      const weights = weightsOf(touches, asked.model);
      const sum = weights.reduce((a, b) => a + b, 0);
      for (const [index, { values }] of touches.entries()) for (const value of new Set(values)) give(value, (conversion.amount * (weights[index] ?? 0)) / sum);
    }
  }
  return credit;
}

function isBefore(row: CreditedRow, conversion: CreditedRow): boolean {
  return row.atMs < conversion.atMs || (row.atMs === conversion.atMs && row.position <= conversion.position);
}

function isTogether(row: CreditedRow, conversion: CreditedRow, { container, model }: AskedCredit): boolean {
  if (row === conversion) return true;
  if (model === "same") return false;
  const [one, other] = container === "sessions" ? [row.visit, conversion.visit] : [row.visitor, conversion.visitor];
  return one !== null && one === other;
}

function weightsOf(touches: readonly CreditedRow[], model: Exclude<AskedCredit["model"], "algorithmic">): number[] {
  const n = touches.length;
  const newest = touches.at(-1)?.atMs ?? 0;
  return touches.map(({ atMs }, index) => {
    const isFirst = index === 0;
    const isLast = index === n - 1;
    if (typeof model !== "string" && "halfLifeMs" in model) return 2 ** (-(newest - atMs) / model.halfLifeMs);
    if (model === "linear" || n === 1) return 1;
    if (model === "first") return isFirst ? 1 : 0;
    if (model === "last" || model === "same") return isLast ? 1 : 0;
    const [first, middle, last] = model.weights;
    if (n === 2 && first + last === 0) return 1;
    return isFirst ? first : isLast ? last : middle / (n - 2);
  });
}
