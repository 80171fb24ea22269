import { Refusal } from "@rapport/contract";
import { drawNumber, numbersOf } from "@rapport/domain";

/** A number of a sequence that somebody may use. */
export interface Drawn {
  readonly number: number;
  readonly format: string;
  /** Of a sequence that is not continuous: whether the sequence is still the same. */
  readonly generation?: number;
}

/** The numbers that are reserved next: as many as the sequence says, at least so many, and none when all are used. */
export function nextOnes({ format, next, reserve }: { format: string; next: number; reserve: number }, least = 1): { from: number; count: number } {
  return { from: next, count: Math.max(0, Math.min(Math.max(reserve, least), numbersOf(format) - next + 1)) };
}

/** As whoever draws writes it: their own code, and that of their store, stand where the format says so. */
export function textOf({ format, number }: Drawn, of: { readonly legalEntity: string; readonly store?: string | undefined }): string {
  const drawn = drawNumber(format, number, of);
  if (drawn.kind === "exhausted") throw usedUp(format);
  return drawn.text;
}

export function usedUp(format: string): Refusal {
  return new Refusal("number_sequence.exhausted", { format });
}
