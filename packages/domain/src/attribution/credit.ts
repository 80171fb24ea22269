import type { AttributionModel, PositionWeights } from "./model.ts";

/** One touch point of a journey. */
export interface Touch {
  /** The value that was set, by which credit is summed. */
  readonly key: string;
  readonly atMs: number;
  /** True when it was set on the hit or row of the conversion itself. */
  readonly isConversion?: boolean;
}

/** A conversion and its touch points: those at or before it, inside the lookback, oldest first. */
export interface Journey {
  /** In millionths of millionths (`toFine`), so that shares are whole numbers. */
  readonly amount: bigint;
  readonly touches: readonly Touch[];
}

/** The name of what has no touch point. */
export const NO_TOUCH = "";

/**
 * The credit of each value for one conversion (AT6). It adds up to the amount exactly: the first k touch points together have their share
 * cut to twelve decimals, and each has what it adds to that.
 */
export function creditOf({ amount, touches }: Journey, model: AttributionModel): Map<string, bigint> {
  const counted = countedTouches(touches, model);
  const credit = new Map<string, bigint>();
  if (counted.length === 0) return new Map([[NO_TOUCH, amount]]);
  const shares = cumulativeShares(counted, model);
  let before = 0n;
  for (const [index, { key }] of counted.entries()) {
    const share = shares[index] ?? WHOLE;
    const together = (amount * share.part) / share.whole;
    credit.set(key, (credit.get(key) ?? 0n) + together - before);
    before = together;
  }
  return credit;
}

/** A share of the amount as a fraction. */
interface Share {
  readonly part: bigint;
  readonly whole: bigint;
}
const WHOLE: Share = { part: 1n, whole: 1n };

function countedTouches(touches: readonly Touch[], model: AttributionModel): readonly Touch[] {
  switch (model.kind) {
    case "first":
      return touches.slice(0, 1);
    case "last":
      return touches.slice(-1);
    case "same":
      return touches.filter(({ isConversion }) => isConversion === true);
    case "algorithmic":
      return touches.filter(({ key }, index) => touches.findIndex((touch) => touch.key === key) === index);
    case "linear":
    case "position":
    case "decay":
      return touches;
  }
}

/** For each touch point the share of all up to and with it; the last is the whole. */
function cumulativeShares(touches: readonly Touch[], model: AttributionModel): Share[] {
  switch (model.kind) {
    case "position":
      return touches.map((_, index) => positionShare({ nth: index + 1, n: touches.length, weights: model.weights }));
    case "decay":
      return decayShares(touches, model.halfLifeMs);
    default:
      return touches.map((_, index) => ({ part: BigInt(index + 1), whole: BigInt(touches.length) }));
  }
}

/** With two touch points the middle weight does not count; when nothing else is left they share equally. */
function positionShare({ nth, n, weights: { first, middle, last } }: { nth: number; n: number; weights: PositionWeights }): Share {
  if (nth === n) return WHOLE;
  if (n === 2) return first + last === 0 ? { part: 1n, whole: 2n } : { part: BigInt(first), whole: BigInt(first + last) };
  const between = BigInt(n - 2);
  return { part: BigInt(first) * between + BigInt(middle) * BigInt(nth - 1), whole: BigInt(first + middle + last) * between };
}

/** Weights relative to the newest touch point, which is the same as relative to the conversion once they add up to one. */
function decayShares(touches: readonly Touch[], halfLifeMs: number): Share[] {
  const newest = touches.at(-1)?.atMs ?? 0;
  const sums: number[] = [];
  for (const { atMs } of touches) sums.push((sums.at(-1) ?? 0) + 2 ** ((atMs - newest) / halfLifeMs));
  const all = sums.at(-1) ?? 1;
  return sums.map((sum, index) => (index === sums.length - 1 ? WHOLE : { part: BigInt(Math.floor((sum / all) * FINENESS)), whole: BigInt(FINENESS) }));
}

const FINENESS = 1e12;
