import type { RawHit, RawRequest } from "./hit.ts";
import { isObject, mayBeIllFormed, parseJson, wellFormed } from "./json.ts";

/** The hits of a request in the order they were sent. A request that cannot be read is one hit without a payload. Never throws. */
export function splitRequest({ door, receivedAt, client, payload: text }: RawRequest): RawHit[] {
  const fix = mayBeIllFormed(text) ? wellFormed : same;
  return payloadsOf(door, parseJson(text)).map((payload) => ({ door, receivedAt, client, payload: fix(payload) }));
}

function payloadsOf(door: string, body: unknown): readonly unknown[] {
  if (door === "image" || door === "optedOut" || !isObject(body)) return [body];
  const { sentAt } = body;
  if (door !== "batch") return [{ message: body, sentAt, call: door }];
  const { batch, context } = body;
  if (!Array.isArray(batch)) return [undefined];
  const shared = context === undefined ? undefined : { context };
  return batch.map((message: unknown) => ({ message, sentAt, call: door, batch: shared }));
}

function same(value: unknown): unknown {
  return value;
}
