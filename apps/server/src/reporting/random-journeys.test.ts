import type { AllocationModel } from "@rapport/contract/reporting";
import { creditByLoops, type AskedCredit } from "@rapport/domain/reference";
import { preparedStores, uniqueName } from "@rapport/testkit";
import { beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { insertHits } from "./hits.fixture.ts";
import { randomJourney } from "./random-journeys.fixture.ts";
import { definitionOf } from "./report.fixture.ts";
import { rank } from "./run.ts";

/**
 * Every model over random histories, beside plain loops. `RAPPORT_JOURNEYS` makes more of them, `RAPPORT_JOURNEYS_SEED` others.
 */
const { RAPPORT_JOURNEYS: asked = "2000", RAPPORT_JOURNEYS_SEED: seed = "1" } = process.env;
const JOURNEYS = Array.from({ length: Number(asked) }, (_, n) => randomJourney(n, Number(seed)));
const DAY_MS = 86_400_000;
const MARCH = { fromMs: Date.UTC(2026, 2, 1), toMs: Date.UTC(2026, 3, 1) };

const { warehouse } = await preparedStores();
const rsid = uniqueName("journeys");
beforeAll(async () => {
  for (let from = 0; from < JOURNEYS.length; from += 1_000) {
    await insertHits(
      warehouse,
      rsid,
      JOURNEYS.slice(from, from + 1_000).flatMap(({ hits }) => hits),
    );
  }
}, 120_000);

type Func = z.input<typeof AllocationModel>["func"];
const MODELS: readonly (readonly [name: string, func: Func, more: object, model: AskedCredit["model"]])[] = [
  ["first touch", "allocation-firstTouch", {}, "first"],
  ["last touch", "allocation-lastTouch", {}, "last"],
  ["linear", "allocation-linear", {}, "linear"],
  ["U", "allocation-uShaped", {}, { weights: [0.4, 0.2, 0.4] }],
  ["J", "allocation-jShaped", {}, { weights: [0.2, 0.2, 0.6] }],
  ["inverse J", "allocation-reverseJShaped", {}, { weights: [0.6, 0.2, 0.2] }],
  ["weights of one's own", "allocation-positionBased", { firstWeight: 1, middleWeight: 2.5, lastWeight: 0 }, { weights: [1, 2.5, 0] }],
  ["time decay", "allocation-timeDecay", {}, { halfLifeMs: 7 * DAY_MS }],
  ["time decay by the hour", "allocation-timeDecay", { halfLifeNumPeriods: 1, halfLifeGranularity: "hour" }, { halfLifeMs: 3_600_000 }],
  ["algorithmic", "allocation-algorithmic", {}, "algorithmic"],
];

describe.each(["evar1", "list1"] as const)(`${asked} random histories, seed ${seed}: %s`, (dimension) => {
  test.each(MODELS)("AT5 AT6 AT7 %s gives what plain loops give, by visit, by visitor and with a lookback", async (_, func, more, model) => {
    await expectSame({ func, context: "sessions", ...more }, { model, container: "sessions", lookbackMs: null, ...MARCH });
    await expectSame({ func, context: "visitors", ...more }, { model, container: "visitors", lookbackMs: null, ...MARCH });
    const lookbackExpiration = { granularity: "day", numPeriods: 5 };
    await expectSame({ func, context: "visitors", lookbackExpiration, ...more }, { model, container: "visitors", lookbackMs: 5 * DAY_MS, ...MARCH });
  });

  test("AT5 same touch gives what plain loops give", async () => {
    await expectSame({ func: "allocation-instance" }, { model: "same", container: "visitors", lookbackMs: null, ...MARCH });
  });

  async function expectSame(model: object, by: AskedCredit): Promise<void> {
    const definition = definitionOf(rsid, { dimension, metrics: ["revenue"], model: model as z.input<typeof AllocationModel>, settings: { limit: 50_000 } });
    const exact = { ...definition, columns: definition.columns.map((column) => ({ ...column, decimals: null })) };
    const { rows, credit } = await rank(warehouse, exact);
    // Spellings of an eVar are one item, those of a list are not.
    const itemOf = (value: string) => (dimension === "evar1" ? value.toLowerCase() : value);
    const given = new Map(rows.map(({ value, data }) => [itemOf(value), Number(data[0])]));
    const wanted = new Map<string, number>();
    for (const { rows: history } of JOURNEYS)
      for (const [value, amount] of creditByLoops(history[dimension], by)) wanted.set(itemOf(value), (wanted.get(itemOf(value)) ?? 0) + amount);
    const values = new Set([...given.keys(), ...wanted.keys()]);
    const different = [...values].filter((value) => Math.abs((given.get(value) ?? 0) - (wanted.get(value) ?? 0)) > 1e-6);
    expect(different.map((value) => [value, given.get(value), wanted.get(value)])).toEqual([]);
    expect(values.size).toBeGreaterThan(JOURNEYS.length / 2);
    // One value a touch, or one player: to the last of twelve places.
    if (dimension === "evar1" || by.model === "algorithmic") expect(Number(credit?.credited[0])).toBe(Number(credit?.conversions.get(0)));
  }
});
