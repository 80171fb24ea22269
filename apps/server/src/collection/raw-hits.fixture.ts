import { splitRequest } from "@rapport/domain";
import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import type { Deps } from "../deps.ts";

const rawHitsOfSuite = {
  name: "rawHitsOfSuite",
  text: "SELECT writer, seq, toUnixTimestamp64Milli(received_at) AS received_at, door, client, payload FROM raw_hits_v2 WHERE suite = {suite:String} ORDER BY writer, seq",
  params: z.object({ suite: z.string() }),
  row: z.object({
    writer: z.coerce.number(),
    seq: z.coerce.number(),
    received_at: z.coerce.number(),
    door: z.string(),
    client: z.string(),
    payload: z.string(),
  }),
} satisfies NamedQuery;

/** The hits of what is stored of a suite, in order of arrival. */
export async function rawHits({ deps }: { readonly deps: Pick<Deps, "warehouse"> & Partial<Pick<Deps, "journal">> }, suite: string) {
  while ((deps.journal?.waiting(suite) ?? 0) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const requests = await deps.warehouse.rows(rawHitsOfSuite, { suite });
  return requests.flatMap(({ seq, received_at, ...request }) =>
    splitRequest({ receivedAt: received_at, ...request }).map(({ payload }, index) => ({ ...request, received_at, seq: seq + index, payload })),
  );
}
