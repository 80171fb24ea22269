import type { UnreadReason } from "@rapport/contract/report-suites";
import { readAmount } from "./read-amount.ts";
import type { Decimal } from "./decimal.ts";
import { firstBytes } from "./text.ts";

/** A value that was left out of a hit that counts. Values with one place and reason are counted together, with the first of them. */
export interface Unread {
  readonly reason: UnreadReason;
  /** Its place, as it was sent: `products.price`, `event1`, `properties.revenue`, `vid`. */
  readonly field: string;
  readonly value: string;
  readonly count: number;
}

/** How many bytes of a value are shown. */
const SHOWN_BYTES = 200;

/** Collects what could not be read in one hit, so that nothing is left out in silence. */
export class UnreadValues {
  #told: Map<string, Unread> | undefined;

  tell({ reason, field, value, count = 1 }: { reason: UnreadReason; field: string; value: string; count?: number }): void {
    this.#told ??= new Map();
    const key = `${reason} ${field}`;
    const known = this.#told.get(key);
    this.#told.set(key, known === undefined ? { reason, field, value: firstBytes(value, SHOWN_BYTES), count } : { ...known, count: known.count + count });
  }

  /** The amount in a text; null for a blank, and for an amount that cannot be read, which is told. */
  amount(text: string, field: string): Decimal | null {
    if (isBlank(text)) return null;
    const read = readAmount(text);
    if (read.kind === "amount") return read.value;
    this.tell({ reason: read.fault, field, value: text });
    return null;
  }

  list(): readonly Unread[] {
    return this.#told === undefined ? NOTHING : [...this.#told.values()];
  }
}

export const NOTHING: readonly Unread[] = [];

function isBlank(text: string): boolean {
  return text === "" || text.trim() === "";
}
