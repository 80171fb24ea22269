import { Refusal } from "@rapport/contract";
import type { EditedValues } from "@rapport/app-shell/customer-form";
import { expect, test } from "vitest";
import { type Basis, chosenFrom, saveEdits } from "./save-edits.ts";

const READ = { firstName: "Clara", city: "Utrecht", phone: "030 1" };
const opened: Basis<number> = { values: READ, version: 1 };

/** A server with a customer, which refuses older versions, and whatever `refuses` says. */
function serverWith(refuses: () => Error | null = () => null) {
  let stored = { values: READ as EditedValues, version: 1 };
  const save = (change: EditedValues) => (stored = { values: { ...stored.values, ...change }, version: stored.version + 1 });
  return {
    save,
    stored: () => stored.values,
    attempt: async (typed: EditedValues, basis: Basis<number>) =>
      await saveEdits({
        typed,
        basis,
        send: async ({ values, about }) => {
          if (about.version !== stored.version) throw new Refusal("saved.meanwhile", {} as never);
          const refusal = refuses();
          if (refusal !== null) throw refusal;
          save(Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== about.values[name])));
        },
        readAgain: async () => ({ ...stored, by: "Joost", at: "2026-03-02T12:00:00Z" }),
      }),
  };
}

test("OG2 a save that was merged and then refused takes back nothing of the other person when it is tried again", async () => {
  const refusals = [new Refusal("server.unreachable", {}), null];
  const server = serverWith(() => refusals.shift() ?? null);
  server.save({ city: "Haarlem" });
  const typed = { ...READ, firstName: "Klara" };
  await expect(server.attempt(typed, opened)).rejects.toMatchObject({ code: "server.unreachable" });
  expect(await server.attempt({ ...typed, phone: "030 2" }, opened)).toEqual({ clash: null, mergedWith: "Joost" });
  expect(server.stored()).toEqual({ firstName: "Klara", city: "Haarlem", phone: "030 2" });
});

test("OG2 a chosen field counts against what the other person gave it, not against what came later", async () => {
  const server = serverWith();
  server.save({ firstName: "Clare", city: "Haarlem" });
  const typed = { ...READ, firstName: "Klara" };
  const { clash } = await server.attempt(typed, opened);
  expect(clash).toMatchObject({ fields: ["firstName"], by: "Joost", theirs: { firstName: "Clare" } });
  const chosen = chosenFrom(opened, clash!);
  server.save({ phone: "030 3" });
  // What was typed in another field while the choice was open is saved with it.
  expect(await server.attempt({ ...typed, city: "Delft" }, chosen)).toMatchObject({ clash: { fields: ["city"] } });
  expect(await server.attempt(typed, chosen)).toMatchObject({ clash: null });
  expect(server.stored()).toEqual({ firstName: "Klara", city: "Haarlem", phone: "030 3" });
});
