import { Refusal } from "@rapport/contract";
import { splitRequest } from "@rapport/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Arrival, Disk } from "../deps.ts";
import { acceptSegment } from "./segment.ts";

const SUITES = { ofWriteKey: async (key: string | undefined) => (key === "key" ? "suite" : undefined), exists: async () => true };
const DISK = { takes: () => true } as Disk;
type Http = Parameters<typeof acceptSegment>[1]["http"];

/** What would be stored for a body; undefined when it is refused. Any other error fails the property. */
async function storedOf(call: "batch" | "track", body: Buffer): Promise<readonly Arrival[] | undefined> {
  let stored: readonly Arrival[] = [];
  const journal = {
    underPressure: () => false,
    waiting: () => 0,
    unloaded: () => ({ writer: 1, since: null }),
    healthy: () => true,
    unreadable: async () => ({ files: 0, bytes: 0, hits: 0 }),
    close: async () => undefined,
    commit: async (arrivals: readonly Arrival[]) => void (stored = arrivals),
  };
  // The four members of an exchange that the handler reads.
  const http = {
    header: (name: string) => (name === "authorization" ? `Basic ${btoa("key:")}` : undefined),
    ip: "127.0.0.1",
    rawBody: body,
  } as unknown as Http;
  try {
    await acceptSegment({ suites: SUITES, journal, disk: DISK }, { call, http });
    return stored;
  } catch (error) {
    if (error instanceof Refusal && error.kind === "invalid") return undefined;
    throw error;
  }
}

test("any bytes are stored as valid JSON or refused", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (bytes) => {
      for (const { payload } of (await storedOf("track", Buffer.from(bytes))) ?? []) JSON.parse(payload);
    }),
    { numRuns: 10_000 },
  );
});

test("every message of any batch is stored as it came", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue({ stringUnit: "binary" }), { maxLength: 5 }), async (batch) => {
      const stored = await storedOf("batch", Buffer.from(JSON.stringify({ batch, sentAt: "2026-11-22T10:00:00.000Z" })));
      const hits = (stored ?? []).flatMap(({ payload }) => splitRequest({ door: "batch", receivedAt: 0, client: "", payload }));
      expect(stored?.reduce((sum, request) => sum + request.hits, 0)).toBe(batch.length);
      expect(hits.map(({ payload }) => (payload as { message: unknown }).message)).toEqual(JSON.parse(JSON.stringify(batch)));
    }),
    { numRuns: 10_000 },
  );
});

test("any JSON as a batch's body is accepted or refused", async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (body) => {
      const isBatch = typeof body === "object" && body !== null && "batch" in body && Array.isArray(body.batch);
      expect((await storedOf("batch", Buffer.from(JSON.stringify(body)))) !== undefined).toBe(isBatch);
    }),
    { numRuns: 10_000 },
  );
});
