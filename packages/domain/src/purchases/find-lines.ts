import { searchable } from "../customers/fold-text.ts";
import { isKept, type KeptLine } from "./favourites.ts";

export interface FoundLine extends KeptLine {
  readonly store: string | null;
  readonly receipt: string | null;
}

/** Which lines are wanted (PU2). Times are ISO 8601, UTC; `until` is not included. */
export interface LinesWanted {
  readonly text: string;
  readonly from: string | null;
  readonly until: string | null;
  readonly article: string | null;
  readonly category: string | null;
  readonly size: string | null;
  readonly cameBack: boolean;
  /** Only purchases of which something was kept. */
  readonly kept: boolean;
}

/** The lines that fit all that is wanted, in their order. */
export function findLines<L extends FoundLine>(lines: readonly L[], { text, from, until, article, category, size, cameBack, kept }: LinesWanted): L[] {
  const words = searchable(text)
    .split(" ")
    .filter((word) => word !== "");
  const folded = new Map<string, string>();
  const fold = (value: string) => {
    const known = folded.get(value) ?? searchable(value);
    folded.set(value, known);
    return known;
  };
  return lines.filter(
    (line) =>
      (from === null || line.at >= from) &&
      (until === null || line.at < until) &&
      (article === null || (line.product !== null && line.article === article)) &&
      (category === null || line.category === category) &&
      (size === null || line.size === size) &&
      (!kept || isKept(line)) &&
      (!cameBack || line.kind === "return" || line.cameBack > 0) &&
      holdsAll(line),
  );

  function holdsAll({ product, category: of, store, receipt, transactionId }: FoundLine): boolean {
    if (words.length === 0) return true;
    const texts = [product, of, store, receipt, transactionId].flatMap((value) => (value === null ? [] : [fold(value)]));
    return words.every((word) => texts.some((value) => value.includes(word)));
  }
}
