import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
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
      let signedIn: SignedIn = { rounds: 0, tookMs: [] };
      const beside = await load(async () => void (signedIn = await signInAgainAndAgain(product, people)));
      const { rounds, tookMs: took } = signedIn;
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

interface SignedIn {
  readonly rounds: number;
  /** How long each sign-in took, in milliseconds. */
  readonly tookMs: readonly number[];
}

/** In a thread of its own: a hundred requests that are sent at once would delay the hits of this thread, which are measured from the moment they are due. */
const PROGRAM = `
const { parentPort, workerData: { url, people, password, forMs } } = require("node:worker_threads");
const { Agent, request } = require("node:http");
const agent = new Agent({ keepAlive: true, maxSockets: people.length });
const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin" };
const signIn = (email) => new Promise((resolve, reject) => {
  const began = performance.now();
  const sent = request(url + "/api/hq/session", { method: "POST", headers, agent }, (answer) => {
    let text = "";
    answer.on("data", (part) => (text += part));
    answer.on("end", () => (answer.statusCode === 200 ? resolve(performance.now() - began) : reject(new Error("a sign-in was answered " + answer.statusCode + ": " + text))));
  });
  sent.on("error", reject);
  sent.end(JSON.stringify({ email, password }));
});
(async () => {
  const tookMs = [];
  let rounds = 0;
  for (const until = performance.now() + forMs; performance.now() < until; rounds += 1) tookMs.push(...(await Promise.all(people.map(signIn))));
  agent.destroy();
  parentPort.postMessage({ rounds, tookMs });
})();`;

async function signInAgainAndAgain({ url }: Product, people: readonly string[]): Promise<SignedIn> {
  const worker = new Worker(PROGRAM, { eval: true, workerData: { url, people, password: PASSWORD, forMs: WINDOW_MS } });
  const [told] = (await once(worker, "message")) as [SignedIn];
  await worker.terminate();
  return told;
}
