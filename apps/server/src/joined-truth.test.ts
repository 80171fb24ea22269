import { getReceipt, type Receipt } from "@rapport/contract/data-sources";
import type { Counted, OracleUpload } from "@rapport/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectTruth } from "./testing/random-histories/expect-truth.ts";
import { liveWorld, type World } from "./testing/random-histories/world.ts";
import { testServer, type TestServer } from "./testing/index.ts";

/**
 * Random histories sent to the public endpoints, and the same histories counted by plain loops. Reports must equal the loops. Many histories
 * share a world, which is a report suite. `RAPPORT_ORACLE_HISTORIES` makes more of them, `RAPPORT_ORACLE_WORLD` others.
 */
const { RAPPORT_ORACLE_HISTORIES: asked = "24", RAPPORT_ORACLE_WORLD: first = "1" } = process.env;
/** Every second world sends its hits in any order within the window. All hits of a round must arrive within it. */
const IN_WINDOW = Math.min(Math.ceil(Number(asked) / 2), 100);
const IN_TURN = Math.min(Math.floor(Number(asked) / 2), 250);
const WINDOW_MS = Math.min(3_000 + 60 * IN_WINDOW, 10_000);
const SEEDS = Array.from({ length: 2 * Math.ceil(Number(asked) / (IN_WINDOW + IN_TURN)) }, (_, n) => Number(first) + n);

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

describe("reports say what happened", () => {
  test.each(SEEDS)(
    "D1 D2 D17 RW1 RW2 OA2 OA3 OA11 SO1 CR1 RT3 RT4 RT6 CY1 CY2 FU15 FU20 FU21 FF28 in random world %i, with Segment calls and image requests divided in any way, devices and sign-ins, old hits, late links, returns, refunds by calls and files, currencies, customers whose hits come later, files that are packed, sent in several goes or tried before, undone uploads, and days that are taken back",
    async (seed) => {
      const hasWindow = seed % 2 === 0;
      const world = await liveWorld(server, {
        seed,
        ...(hasWindow ? { histories: IN_WINDOW, rounds: 4, reorderWindowMs: WINDOW_MS } : { histories: IN_TURN, rounds: 7, reorderWindowMs: 0 }),
      });
      await expectReceipts(world);
      await expectTruth(server, { ...world, seed });
    },
    600_000,
  );
});

type Fates = Pick<Receipt, "rowsRead" | "takenBack" | "linkedByTransaction" | "linkedByCustomer" | "unlinked" | "summary" | "rejected">;

/** Expects the fates that the oracle gives, upload by upload. */
async function expectReceipts({ histories, counted }: World): Promise<void> {
  const events = histories.flatMap((history) => history.events);
  const undone = new Set(events.flatMap((event) => (event.kind === "undo" ? [event.id] : [])));
  const uploads = events.filter((event): event is OracleUpload => event.kind === "upload" && !undone.has(event.id));
  for (const jobId of new Set(uploads.map(({ id }) => id))) {
    const receipt = await server.api(getReceipt, { params: { jobId } });
    const rows = counted.filter((row) => row.upload === jobId);
    const count = (fate: Counted["fate"]) => rows.filter((row) => row.fate === fate).length;
    const rowsRead = uploads.filter(({ id }) => id === jobId).reduce((sum, part) => sum + part.rows.length, 0);
    const told = ({ linkedByTransaction, linkedByCustomer, unlinked, summary, rejected, takenBack = 0 }: Omit<Fates, "rowsRead">) =>
      `transaction ${linkedByTransaction}, customer ${linkedByCustomer}, unlinked ${unlinked}, summary ${summary}, rejected or taken back ${rejected + takenBack} of `;
    const wanted: Fates = {
      rowsRead,
      linkedByTransaction: count("transaction"),
      linkedByCustomer: count("customer"),
      unlinked: count("unlinked"),
      summary: count("summary"),
      // Refunds of more than their order, and rows of days that were taken back.
      rejected: rowsRead - rows.length,
    };
    expect(told(receipt) + receipt.rowsRead, `upload ${jobId}`).toBe(told(wanted) + rowsRead);
  }
}
