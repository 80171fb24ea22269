import { unreachable } from "@rapport/contract";
import type { AttributionModel } from "@rapport/domain";

/**
 * The touch points that a model counts, of an array of them with the oldest first. Each is a tuple whose second element is its values' keys.
 */
export function countedSql(touches: string, { kind }: AttributionModel): string {
  switch (kind) {
    case "first":
      return `arraySlice(${touches}, 1, 1)`;
    case "last":
    case "same":
      return `arraySlice(${touches}, -1, 1)`;
    case "algorithmic":
      // The first touch point of each value: every value is a player once (AT8).
      return `arrayFilter((t, nth) -> nth = 1, ${touches}, arrayEnumerateUniq(arrayMap(t -> t.2, ${touches})))`;
    case "linear":
    case "position":
    case "decay":
      return touches;
    default:
      return unreachable(kind);
  }
}

/** For decay: a whole number of `FINENESS` parts for each touch point, what it and all before it have together. For other models nothing. */
export function partsSql(touches: string, model: AttributionModel): string | null {
  if (model.kind !== "decay") return null;
  const weights = `arrayMap(t -> exp2((toInt64(bitShiftRight(t.1, 64)) - toInt64(bitShiftRight(${touches}[-1].1, 64))) / ${model.halfLifeMs}), ${touches})`;
  return `arrayCumSum(${weights})`;
}

/**
 * The credit of touch point `nth` of `n` (AT6): the first k together have their share cut to twelve decimals, so that all of them add up to
 * the amount. `0` for `n` means that nothing came before the conversion, which is then credited as a whole.
 */
export function creditSql(amount: string, model: AttributionModel): string {
  const whole = `toDecimal128(${amount}, 12)`;
  const upTo = (nth: string): string => {
    switch (model.kind) {
      case "position": {
        const { first, middle, last } = model.weights;
        const two = first + last === 0 ? `${whole} / 2` : `${whole} * ${first} / ${first + last}`;
        const several = `${whole} * (${first} * (n - 2) + ${middle} * (${nth} - 1)) / (${first + middle + last} * (n - 2))`;
        return `multiIf(${nth} <= 0, toDecimal128(0, 12), ${nth} >= n, ${whole}, n = 2, ${two}, ${several.replaceAll("(n - 2)", "greatest(n - 2, 1)")})`;
      }
      case "decay":
        return `multiIf(${nth} <= 0, toDecimal128(0, 12), ${nth} >= n, ${whole}, ${whole} * toInt64(floor(sums[${nth}] / sums[-1] * ${FINENESS})) / ${FINENESS})`;
      default:
        return `multiIf(${nth} <= 0, toDecimal128(0, 12), ${nth} >= n, ${whole}, ${whole} * ${nth} / greatest(n, 1))`;
    }
  };
  const isWhole = model.kind === "first" || model.kind === "last" || model.kind === "same";
  return isWhole ? whole : `${upTo("nth")} - ${upTo("(nth - 1)")}`;
}

const FINENESS = 1_000_000_000_000;
