import { hitFault } from "@rapport/contract/refusals";
import { processHit, quarantine, serializeProfile, splitMoney, type Processed } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { foreignDayOf, moneyOfWaiting, type Currencies } from "./foreign.ts";
import { cacheKey, type Memory, type ProfileCache, type SuiteMemory } from "./memory.ts";
import { createNews, type News } from "./news.ts";
import type { RangeHit } from "./read-range.ts";
import {
  CLAIM_COLUMNS,
  claimLine,
  FOREIGN_COLUMNS,
  foreignLine,
  HIT_COLUMNS,
  hitLine,
  IDENTITY_COLUMNS,
  identityLine,
  PROFILE_COLUMNS,
  LATE_COLUMNS,
  lateLine,
  profileLine,
  QUARANTINE_COLUMNS,
  quarantineLine,
  TRANSACTION_COLUMNS,
  transactionLine,
  UNREAD_COLUMNS,
  unreadLine,
  WAITING_COLUMNS,
  waitingLine,
} from "./row-lines.ts";
import { inSlices } from "./slices.ts";

/** Rows for one table, one JSON object a line. */
export interface Rows {
  readonly table: string;
  readonly columns: readonly string[];
  /** The name of the rows in the insert's token. */
  readonly name: string;
  readonly ndjson: Buffer;
}

export interface Folded {
  /** In the order of writing. Profiles come last: when they are there, so are all others. */
  readonly rows: readonly Rows[];
  readonly news: readonly News[];
  readonly suites: readonly string[];
}

export interface Folding {
  readonly range: number;
  readonly hits: readonly RangeHit[];
  readonly memory: Memory;
  readonly currencies: Currencies;
  readonly cache: ProfileCache;
  /** Sends rows to the warehouse before the range is complete: with its persisting values, a row can be a thousand times as large as its hit. */
  readonly write: (rows: Rows) => Promise<void>;
}

const PIECE_BYTES = 32 * 1024 * 1024;
const HITS_BETWEEN_LOOKS = 50;

/**
 * Processes a range's hits one after the other on `memory`. Afterwards `memory` and `cache` hold the state after the
 * range. Drop both when its rows cannot be written.
 */
export async function foldRange(deps: Pick<Deps, "log" | "clock">, { range, hits, memory, currencies, cache, write }: Folding): Promise<Folded> {
  const out = {
    quarantine: new Lines({ name: "quarantine", table: "quarantine_v1", columns: QUARANTINE_COLUMNS }),
    unread: new Lines({ name: "unread", table: "unread_v1", columns: UNREAD_COLUMNS }),
    late: new Lines({ name: "late", table: "late_hits_v1", columns: LATE_COLUMNS }),
    hits: new Lines({ name: "hits", table: "hits_v1", columns: HIT_COLUMNS }),
    foreign: new Lines({ name: "foreign", table: "foreign_amounts_v1", columns: FOREIGN_COLUMNS }),
    transactions: new Lines({ name: "transactions", table: "transactions_v1", columns: TRANSACTION_COLUMNS }),
    waiting: new Lines({ name: "waiting", table: "waiting_amounts_v1", columns: WAITING_COLUMNS }),
    identities: new Lines({ name: "identities", table: "identities_v1", columns: IDENTITY_COLUMNS }),
    claims: new Lines({ name: "claims", table: "claims_v1", columns: CLAIM_COLUMNS }),
    profiles: new Lines({ name: "profiles", table: "visitor_profiles_v1", columns: PROFILE_COLUMNS }),
  };
  const processedAt = deps.clock.now().getTime();
  const news = createNews();
  const suites = new Set<string>();
  let folded = 0;

  for (let from = 0; from < hits.length; from += HITS_BETWEEN_LOOKS) {
    await inSlices(hits.slice(from, from + HITS_BETWEEN_LOOKS), fold);
    if (out.hits.bytes > PIECE_BYTES) await write(out.hits.take());
  }

  for (const [suite, { changed, profiles }] of memory) {
    await inSlices(changed, (visitor) => {
      const profile = profiles.get(visitor);
      if (profile === undefined) return;
      const text = serializeProfile(profile);
      out.profiles.add(profileLine(text, { suite, visitor, range }));
      cache.set(cacheKey(suite, visitor), text);
    });
  }
  return {
    rows: Object.values(out)
      .filter((lines) => lines.bytes > 0)
      .map((lines) => lines.take()),
    news: news.told(),
    suites: [...suites],
  };

  function fold(entry: RangeHit): void {
    const { suite, receivedAt, parsed } = entry;
    const index = folded++;
    suites.add(suite);
    const outcome = parsed.kind === "keep" ? processSafely(deps, { entry, memory: memoryOf(memory, suite) }) : parsed;
    if (outcome === null) return;
    if ("kind" in outcome) {
      out.quarantine.add(quarantineLine(outcome, { suite, range, hit: entry }));
      return;
    }
    const { row, transactions, claims, identity } = outcome;
    for (const value of outcome.unread) out.unread.add(unreadLine(value, { suite, range, hit: entry }));
    if (row.cameLate !== "no") out.late.add(lateLine(row, { suite, range, hit: entry }));
    const foreign = foreignDayOf(entry, currencies);
    const split = foreign === null || parsed.kind !== "keep" ? null : splitMoney(row, parsed.rules);
    out.hits.add(hitLine(split?.counted ?? row, { suite, range, index }));
    if (foreign !== null && split !== null) out.foreign.add(foreignLine(split.money, { suite, range, index, ...foreign }));
    const currency = split === null ? null : foreign;
    for (const record of transactions) out.transactions.add(transactionLine(record, { suite, range, processedAt, currency }));
    for (const claim of claims) out.claims.add(claimLine(claim, { suite, range, receivedAt }));
    if (identity !== null) out.identities.add(identityLine(identity, { suite, range }));
    if (outcome.waits !== null)
      out.waiting.add(waitingLine(outcome.waits, { suite, range, index, hit: entry, row, processedAt, ...moneyOfWaiting(entry, currencies) }));
    news.tell(suite, {
      waits: outcome.waits,
      visitor: row.visitor,
      at: row.at,
      transactionIds: transactions.filter(({ isRecorded }) => isRecorded).map(({ id }) => id),
    });
  }
}

/** Processes one hit of a visitor. A hit on which our own code fails goes to quarantine, so that it does not stop the others. */
function processSafely(deps: Pick<Deps, "log">, { entry, memory }: { entry: RangeHit; memory: SuiteMemory }): Processed | ReturnType<typeof quarantine> | null {
  if (entry.parsed.kind !== "keep") return entry.parsed;
  const { hit, rules } = entry.parsed;
  try {
    const processed = processHit({
      hit,
      rules,
      profile: memory.profiles.get(hit.visitor) ?? null,
      device: hit.device === "" ? null : (memory.profiles.get(hit.device) ?? null),
      people: memory.peopleOn(hit.device),
      claims: memory.claims,
    });
    if (processed === null) return null;
    memory.profiles.set(hit.visitor, processed.profile);
    memory.changed.add(hit.visitor);
    if (processed.device !== null) {
      memory.profiles.set(hit.device, processed.device);
      memory.changed.add(hit.device);
    }
    if (processed.identity !== null) memory.addPerson(hit.device, hit.visitor);
    for (const claim of processed.claims) memory.addClaim(claim);
    for (const record of processed.transactions) memory.addTransaction(record.id, record.isRecorded ? "recorded" : "off");
    return processed;
  } catch (error) {
    deps.log.error({ err: error, door: entry.door }, "a hit could not be processed");
    return quarantine("hit.malformed", hitFault("hit.not_processed", {}));
  }
}

function memoryOf(memory: Memory, suite: string): SuiteMemory {
  const found = memory.get(suite);
  if (found === undefined) throw new Error(`nothing was looked up for report suite ${suite}`);
  return found;
}

/** Collects lines as bytes, a little at a time, because encoding many megabytes of text at once would block the event loop. */
class Lines {
  /** An estimate, because text that is not yet encoded counts by its characters. */
  bytes = 0;
  readonly #kind: Omit<Rows, "ndjson">;
  #buffers: Buffer[] = [];
  #text = "";
  #pieces = 0;

  constructor(kind: Omit<Rows, "ndjson">) {
    this.#kind = kind;
  }

  add(line: string): void {
    this.bytes += line.length;
    this.#text += line;
    if (this.#text.length > 100_000) this.#flush();
  }

  /** The lines collected since the last call. The same lines are always cut at the same places, so that each piece keeps its name. */
  take(): Rows {
    this.#flush();
    const { name } = this.#kind;
    const rows = { ...this.#kind, name: this.#pieces === 0 ? name : `${name}-${this.#pieces}`, ndjson: Buffer.concat(this.#buffers) };
    this.#pieces += 1;
    this.#buffers = [];
    this.bytes = 0;
    return rows;
  }

  #flush(): void {
    this.#buffers.push(Buffer.from(this.#text));
    this.#text = "";
  }
}
