import fc from "fast-check";
import { expect, test } from "vitest";
import { splitClients, type ClientToSplit, type SplitRule } from "./split-clients.ts";

const KEYS = ["gold", "silver", "tin"];
const WORKERS = ["Anna", "Bo", "Cas", "Dee"] as const;

const clients = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 4 }), keys: fc.subarray(KEYS) }), {
  selector: ({ id }) => id,
  maxLength: 60,
});
const rule = fc.record({
  cases: fc.array(fc.record({ key: fc.constantFrom(...KEYS), to: fc.constantFrom(...WORKERS) }), { maxLength: 4 }),
  rest: fc.subarray([...WORKERS], { minLength: 1 }) as unknown as fc.Arbitrary<[string, ...string[]]>,
});

test("R10b every client of a leaver goes to exactly one receiver of the rule, and to the first case that fits", () => {
  fc.assert(
    fc.property(clients, rule, (all: ClientToSplit[], { cases, rest }: SplitRule) => {
      const receivers = splitClients(all, { cases, rest });
      expect([...receivers.keys()].length).toBe(all.length);
      for (const { id } of all) expect(receivers.has(id)).toBe(true);
      for (const { id, keys } of all) {
        const fits = cases.find(({ key }) => keys.includes(key));
        if (fits === undefined) expect(rest).toContain(receivers.get(id));
        else expect(receivers.get(id)).toBe(fits.to);
      }
    }),
  );
});

test("R10b whom no case fits is shared evenly: nobody gets more than one more than another", () => {
  fc.assert(
    fc.property(clients, rule, (all, { cases, rest }) => {
      const receivers = splitClients(all, { cases, rest });
      const left = all.filter(({ keys }) => !cases.some(({ key }) => keys.includes(key)));
      const sizes = rest.map((worker) => left.filter(({ id }) => receivers.get(id) === worker).length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

test("R10b the same clients in another order are split alike", () => {
  fc.assert(
    fc.property(
      clients.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      rule,
      ([all, shuffled], split) => {
        expect(Object.fromEntries(splitClients(shuffled, split))).toEqual(Object.fromEntries(splitClients(all, split)));
      },
    ),
  );
});
