import { setTimeout as pause } from "node:timers/promises";
import { LegalEntityCode } from "@rapport/contract";
import { putCustomers } from "@rapport/contract/customers";
import { putLegalEntity } from "@rapport/contract/organisation";
import { idsInText, idsOf, splitRequest } from "@rapport/domain";
import { median, type Figure } from "./figures.ts";
import { createSuite, processed, type Product } from "./product.ts";
import { BATCH, batches, evenLoad, load } from "./send-hits.ts";

/** Of the 50,000 visitors of the hits: one in a hundred. */
const PEOPLE = 500;
const SECONDS = 4;
const ROUNDS = 3;
/** Who opted out is read again within two seconds. */
const KNOWN_AFTER_MS = 3_000;
const AIM = 1.5;

/**
 * What it costs to look whose each hit is, where somebody opted out of web tracking: the same hits for a report suite with such people and for one without, by turns.
 * Of a suite without them nothing is looked at.
 */
export async function benchOptOuts(product: Product, { perSecond }: { perSecond: number }): Promise<Figure[]> {
  const without = await createSuite(product, "bench-followed");
  const beside = await createSuite(product, "bench-opted-out");
  await optOut(product, beside.rsid);
  const rates: Record<string, number[]> = { [without.rsid]: [], [beside.rsid]: [] };
  const p99s: Record<string, number[]> = { [without.rsid]: [], [beside.rsid]: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { rsid, writeKey } of round % 2 === 0 ? [without, beside] : [beside, without]) {
      const calm = await evenLoad(product, { writeKey, perSecond, seconds: SECONDS });
      await processed(product, rsid);
      const full = await load({ url: `${product.url}/v1/batch`, writeKey, bodies: batches(0, 400), connections: 16, seconds: SECONDS });
      await processed(product, rsid);
      p99s[rsid]?.push(calm.p99);
      rates[rsid]?.push(full.perSecond * BATCH);
    }
  }
  const rateOf = ({ rsid }: { rsid: string }) => median(rates[rsid] ?? []);
  const p99Of = ({ rsid }: { rsid: string }) => median(p99s[rsid] ?? []);
  const ratio = p99Of(beside) / p99Of(without);
  const look = looking();
  return [
    {
      name: "looking in a batch for people who opted out, beside reading it as JSON",
      value: look.inText,
      unit: "times",
      aim: "at most 1",
      met: look.inText <= 1,
    },
    { name: "looking whose each hit of a batch is, beside reading it as JSON", value: look.inHits, unit: "times" },
    { name: "the same hits accepted at full load where nobody opted out of web tracking", value: rateOf(without), unit: "hits/s" },
    { name: "and where one customer in a hundred opted out", value: rateOf(beside), unit: "hits/s" },
    { name: "its part of the rate without", value: rateOf(beside) / rateOf(without), unit: "times" },
    { name: "answer at half load where nobody opted out, p99", value: p99Of(without), unit: "ms" },
    { name: "answer at half load where one in a hundred opted out, p99", value: p99Of(beside), unit: "ms" },
    { name: "answer at half load, with and without people who opted out, p99", value: ratio, unit: "times", aim: `at most ${AIM}`, met: ratio <= AIM },
  ];
}

/** The work of the processor alone, which other work on the machine does not change: for a batch that names none of them, and for one that does. */
function looking(): { inText: number; inHits: number } {
  const texts = batches(0, 50);
  const ms = (work: (text: string) => unknown): number => {
    const once = () => {
      const from = performance.now();
      for (const text of texts) work(text);
      return performance.now() - from;
    };
    once();
    return Math.min(...Array.from({ length: 10 }, once));
  };
  const reading = ms((text) => JSON.parse(text) as unknown);
  const inHits = ms((payload) => splitRequest({ door: "batch", receivedAt: 0, client: "", payload }).map((raw) => idsOf(raw.payload)));
  return { inText: ms(idsInText) / reading, inHits: inHits / reading };
}

async function optOut(product: Product, rsid: string): Promise<void> {
  const legalEntity = LegalEntityCode.parse("bench");
  await product.call(putLegalEntity, { params: { legalEntity }, body: { name: "Bench", currency: "EUR", rsid, country: "NL" } });
  const customers = Array.from({ length: PEOPLE }, (_, n) => ({ accountNumber: `customer-${n}`, lastName: "Bos", optOutWebTracking: true }));
  await product.call(putCustomers, { params: { legalEntity }, body: { customers } });
  await pause(KNOWN_AFTER_MS);
}
