import type { UnreadReason } from "@rapport/contract/report-suites";
import { readAmount } from "./read-amount.ts";
import type { Decimal } from "./decimal.ts";
import { firstBytes } from "./text.ts";

/** A value that was kept out of a hit that stands. Values of one place and reason are counted together; the first stands for them. */
export interface Unread {
  readonly reason: UnreadReason;
  /** Where it stood, as it was sent: `products.price`, `event1`, `properties.revenue`, `vid`. */
  readonly field: string;
  readonly value: string;
  readonly count: number;
}

/** Bytes of a value that are shown. */
const SHOWN_BYTES = 200;

/** Gathers what could not be read of one hit, so that nothing is kept out in silence. */
export class UnreadValues {
  #told: Map<string, Unread> | undefined;

  tell({ reason, field, value, count = 1 }: { reason: UnreadReason; field: string; value: string; count?: number }): void {
    this.#told ??= new Map();
    const key = `${reason} ${field}`;
    const known = this.#told.get(key);
    this.#told.set(key, known === undefined ? { reason, field, value: firstBytes(value, SHOWN_BYTES), count } : { ...known, count: known.count + count });
  }

  /** The amount of a text, null for a blank; what cannot be read is told and null too. */
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
