import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { choosePassword, inviteUser } from "@rapport/contract/access";
import { startLoad, type Sent } from "./faults/load.ts";
import { quantile, type Figure } from "./figures.ts";
import { createSuite, processed, startProduct, type Product } from "./product.ts";

const PEOPLE = 100;
const LOAD = { hitsPerSecond: 1_000, hitsABatch: 10 };
const WINDOW_MS = 60_000;
const AIM = 1.5;
const PASSWORD = "nobody-guesses-this-one";

/** 100 people who sign in at once, and again as soon as the last one is in, for a minute beside hits; and the same minute of hits without them. */
export async function benchSignIns(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  try {
    const product = await startProduct(dataDir);
    try {
      const people = await addPeople(product);
      const suite = await createSuite(product, "bench-sign-ins");
      const load = async (work: () => Promise<void>): Promise<Sent> => {
        const sending = startLoad({ product, suite, ...LOAD });
        await work();
        const sent = await sending.end();
        await processed(product, suite.rsid);
        return sent;
      };
      await load(async () => await pause(WINDOW_MS / 6));
      const quiet = await load(async () => await pause(WINDOW_MS));
      const took: number[] = [];
      let rounds = 0;
      const beside = await load(async () => {
        for (const until = performance.now() + WINDOW_MS; performance.now() < until; rounds += 1)
          took.push(...(await Promise.all(people.map(async (email) => await signIn(product, email)))));
      });
      const [quietMs, besideMs] = [quantile(quiet.tookMs, 0.99), quantile(beside.tookMs, 0.99)];
      return [
        { name: `${PEOPLE} people sign in at once, rounds in a minute`, value: rounds, unit: "rounds" },
        { name: "one of them, p50", value: quantile(took, 0.5) / 1000, unit: "s" },
        { name: "the slowest of them", value: Math.max(...took) / 1000, unit: "s" },
        { name: "hits beside nothing, p99", value: quietMs, unit: "ms" },
        {
          name: "hits beside people who sign in, p99",
          value: besideMs,
          unit: "ms",
          ratio: besideMs / quietMs,
          aim: `at most ${AIM} of beside nothing`,
          met: besideMs <= AIM * quietMs,
        },
        { name: "hits refused", value: (quiet.refused + beside.refused) * LOAD.hitsABatch, unit: "hits", aim: "0", met: quiet.refused + beside.refused === 0 },
      ];
    } finally {
      await product.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function addPeople(product: Product): Promise<string[]> {
  const emails = Array.from({ length: PEOPLE }, (_, n) => `person-${n}@example.com`);
  for (const email of emails) {
    const { link } = await product.call(inviteUser, { body: { email, name: "Somebody", roles: [{ role: "reader" }] } });
    await product.call(choosePassword, { body: { token: link.token, password: PASSWORD } });
  }
  return emails;
}

/** How long it took, in milliseconds. */
async function signIn(product: Product, email: string): Promise<number> {
  const began = performance.now();
  const answer = await fetch(`${product.url}/api/hq/session`, {
    method: "POST",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`a sign-in was answered ${answer.status}: ${await answer.text()}`);
  await answer.text();
  return performance.now() - began;
}
