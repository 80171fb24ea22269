import { setTimeout as pause } from "node:timers/promises";
import type { Product } from "../product.ts";
import { isClear } from "./clear.ts";

export interface Asked {
  readonly answered: number;
  /** Refused with a reason. */
  readonly refused: number;
  /** Any other answer, or none: status and body, or the error. */
  readonly unclear: readonly string[];
  readonly slowestMs: number;
}

export interface Asking {
  end(): Promise<Asked>;
}

/** Sends the same request again and again until stopped. */
export function keepAsking(product: Product, { path, body, everyMs = 100 }: { path: string; body?: unknown; everyMs?: number }): Asking {
  let [isEnding, answered, refused, slowestMs] = [false, 0, 0, 0];
  const unclear: string[] = [];
  const loop = (async () => {
    while (!isEnding) {
      const began = performance.now();
      const answer = await ask(product, { path, body }).catch((error: unknown) => ({ status: 0, body: String(error) }));
      slowestMs = Math.max(slowestMs, performance.now() - began);
      if (answer.status === 200) answered += 1;
      else if (isClear(answer)) refused += 1;
      else unclear.push(`${answer.status} ${answer.body}`.slice(0, 300));
      await pause(everyMs);
    }
  })();
  return {
    async end() {
      isEnding = true;
      await loop;
      return { answered, refused, unclear, slowestMs };
    },
  };
}

export async function ask(product: Product, { path, body }: { path: string; body?: unknown }): Promise<{ status: number; body: string }> {
  const answer = await fetch(product.url + path, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${product.key}`, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.text() };
}
