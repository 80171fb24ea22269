import { Refusal, type Reply } from "@rapport/contract";
import { wrong, type Fault } from "@rapport/contract/refusals";
import { NewRate, type putCurrencyRates } from "@rapport/contract/report-suites";
import { compareDecimals } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { indexOf, readRows, refusedRows, type Row } from "../http/index.ts";
import { addJob } from "../jobs/index.ts";
import { currentSettings, suiteOrRefusal } from "../report-suites/index.ts";
import { addOrChangeRates, lockedRates, type RateRow } from "./queries.ts";

/** The job that converts amounts whose rates have come. */
export const CONVERT = "currencyRates.convert";

/** The job for everything else that waited for these rates. */
export const RATES_CAME = "currencyRates.came";

export interface NewRates {
  readonly rsid: string;
  readonly rates: readonly unknown[];
  /** True also changes rates by which amounts were converted. */
  readonly changeUsed: boolean;
  /** True stores the good rows and names the others; false refuses all for one wrong row. */
  readonly partial: boolean;
}

/** Stores the rates of days (CY1). The same rates again change nothing. */
export async function putRates(
  deps: Pick<Deps, "db" | "clock">,
  { rsid, rates: sent, changeUsed, partial }: NewRates,
): Promise<Reply<typeof putCurrencyRates>> {
  await suiteOrRefusal(deps.db, rsid);
  const currency = (await currentSettings(deps, rsid))?.currency ?? "";
  const { rows, faults: form } = readRows(NewRate, sent, { list: "rates", idOf });
  const faults = faultsOf(rows, currency);
  if (!partial && form.length > 0) throw new Refusal("request.wrong", { where: "body" }, { faults: [...form, ...faults] });
  if (!partial && faults.length > 0) throw new Refusal("currency_rate.wrong", {}, { faults });
  const good = without(rows, faults);
  return await deps.db.transaction().execute(async (trx) => {
    const known = await lockedRates(trx, { rsid, to: currency, days: good.map(({ row }) => row.day), from: good.map(({ row }) => row.from) });
    const before = new Map(known.map((rate) => [keyOf(rate), rate]));
    const used = changeUsed ? [] : good.flatMap((row) => usedFault(row, before.get(keyOf(row.row))));
    if (!partial && used.length > 0) throw new Refusal("currency_rate.used", {}, { faults: used });
    const given = new Map(without(good, used).map(({ row }) => [keyOf(row), row]));
    const written = [...given].flatMap(([key, rate]) => (sameNumber(before.get(key)?.rate, rate.rate) ? [] : [rate]));
    if (written.length > 0) {
      await addOrChangeRates(trx, { rsid, to: currency, rates: written, at: deps.clock.now() });
      for (const name of [CONVERT, RATES_CAME]) await addJob(trx, { name, payload: { rsid }, key: `${name} ${rsid}` });
    }
    const changed = written.filter((rate) => before.has(keyOf(rate))).length;
    return {
      added: written.length - changed,
      changed,
      unchanged: given.size - written.length,
      ...(partial && { refused: refusedRows([...form, ...faults, ...used]) }),
    };
  });
}

/** Rates of the suite's own currency, to another one, and a second, different rate of one day. */
function faultsOf(rows: readonly Row<NewRate>[], currency: string): Fault[] {
  const earlier = new Map<string, Row<NewRate>>();
  return rows.flatMap(({ index, row }): Fault[] => {
    if (row.from === currency) return [{ path: ["rates", index, "from"], row: keyOf(row), wrong: wrong("rate.own_currency", {}) }];
    if (row.to !== undefined && row.to !== currency)
      return [{ path: ["rates", index, "to"], row: keyOf(row), wrong: wrong("rate.other_currency", { currency }) }];
    const first = earlier.get(keyOf(row)) ?? { index, row };
    earlier.set(keyOf(row), first);
    if (sameNumber(first.row.rate, row.rate)) return [];
    return [{ path: ["rates", index, "rate"], row: keyOf(row), wrong: wrong("rate.twice", { earlier: first.index }) }];
  });
}

function usedFault({ index, row }: Row<NewRate>, before: RateRow | undefined): Fault[] {
  if (before === undefined || !before.used || sameNumber(before.rate, row.rate)) return [];
  return [{ path: ["rates", index, "rate"], row: keyOf(row), wrong: wrong("rate.used", { rate: before.rate }) }];
}

function without(rows: readonly Row<NewRate>[], faults: readonly Fault[]): Row<NewRate>[] {
  const refused = new Set(faults.map(indexOf));
  return rows.filter(({ index }) => !refused.has(index));
}

/** What was sent as day and currency, for a row that may be anything. */
function idOf(sent: unknown): string {
  const { day, from } = typeof sent === "object" && sent !== null ? { day: "", from: "", ...sent } : { day: "", from: "" };
  return `${textOf(day)} ${textOf(from)}`.trim();
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function keyOf({ day, from }: Pick<NewRate, "day" | "from">): string {
  return `${day} ${from}`;
}

/** `0.850` and `0.85` are one rate. */
function sameNumber(a: string | undefined, b: string): boolean {
  return a !== undefined && compareDecimals(a, b) === 0;
}
