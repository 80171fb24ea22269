import { putLegalEntity, putStore } from "@rapport/contract/organisation";
import { vi } from "vitest";
import type { TestServer } from "../../testing/index.ts";

/** The legal entity that the test's server takes for the demo's, and its store. */
export const DEMO_ENTITY = "DEMO";
export const DEMO_STORE = "S1";

/** Resolves when the background has done what it does once for a new legal entity, so that no test sees that as a change. */
export async function makeDemo({ api, deps: { db } }: TestServer): Promise<void> {
  const params = { legalEntity: DEMO_ENTITY, store: DEMO_STORE };
  await api(putLegalEntity, { params, body: { name: "Demo", currency: "EUR", publishAtOnce: true } });
  await api(putStore, { params, body: { name: "Demo" } });
  const derived = async () =>
    await db.selectFrom("customer_derivation").select("legal_entity").where("legal_entity", "=", DEMO_ENTITY).executeTakeFirstOrThrow();
  await vi.waitFor(derived, { timeout: 60_000, interval: 200 });
}
