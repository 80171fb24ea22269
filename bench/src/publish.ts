import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { putAttribute, putAttributeGroup, putParameters } from "@rapport/contract/clienteling";
import { putScreenLayout } from "@rapport/contract/layouts";
import { putAddressBook, putLegalEntity, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { getDistributionRun, startDistribution, type DistributionRun } from "@rapport/contract/publishing";
import { getPosSession, makeRegisterCode, signInPos } from "@rapport/contract/sessions";
import { quantile, timed, type Figure } from "./figures.ts";
import { watchMemory } from "./memory.ts";
import { startProduct, type Product } from "./product.ts";

const [STORES, ATTRIBUTES, LAYOUTS] = [200, 500, 50];
const RUNS = 5;
const AIM_SECONDS = 10;
const AIM_BESIDE = 1.5;
const QUIET_MS = 10_000;
const PASSWORD = "bench-password";
const entity = { legalEntity: "BENCH" };

/** 200 stores get 500 attributes and 50 layouts, first everything and then again and again what changed, beside somebody at a register. */
export async function benchPublish(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  try {
    const product = await startProduct(dataDir);
    try {
      await organise(product);
      const first = await timed(async () => await publish(product));
      const cookie = await signIn(product);
      const quiet: number[] = [];
      for (const until = performance.now() + QUIET_MS; performance.now() < until;) quiet.push(await timed(async () => await look(product, cookie)));
      const beside: number[] = [];
      let over = false;
      const looking = (async () => {
        while (!over) beside.push(await timed(async () => await look(product, cookie)));
      })();
      const memory = watchMemory(product.pid);
      const took: number[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        await rename(product, run);
        took.push((await timed(async () => await publish(product))) / 1_000);
      }
      over = true;
      await looking;
      const grown = memory.between(0.8, 1) / memory.between(0, 0.2);
      memory.end();
      const slowest = Math.max(...took);
      const [quietMs, besideMs] = [quantile(quiet, 0.99), quantile(beside, 0.99)];
      return [
        { name: `${STORES} stores get everything`, value: first / 1_000, unit: "s", aim: `${AIM_SECONDS} s`, met: first <= AIM_SECONDS * 1_000 },
        { name: `${STORES} stores get what changed, the slowest of ${RUNS}`, value: slowest, unit: "s", aim: `${AIM_SECONDS} s`, met: slowest <= AIM_SECONDS },
        { name: "memory while publishing, end to begin", value: grown, unit: "x" },
        { name: "a register beside nothing, p99", value: quietMs, unit: "ms" },
        {
          name: "a register beside publishing, p99",
          value: besideMs,
          unit: "ms",
          ratio: besideMs / quietMs,
          aim: `at most ${AIM_BESIDE} of beside nothing`,
          met: besideMs <= AIM_BESIDE * quietMs,
        },
      ];
    } finally {
      await product.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function organise({ call }: Product): Promise<void> {
  await call(putLegalEntity, { params: entity, body: { name: "Bench", currency: "EUR" } });
  await call(putAddressBook, { params: { ...entity, code: "A" }, body: { name: "A" } });
  for (let n = 0; n < LAYOUTS; n += 1) {
    const buttons = Array.from({ length: 12 }, (_, at) => ({
      operation: 602,
      text: { en: `Button ${n} ${at}` },
      row: Math.floor(at / 4) + 1,
      column: (at % 4) + 1,
    }));
    const sizes = [{ kind: "full" as const, width: 1024, height: 768, grids: [{ rows: 3, columns: 4, buttons }] }];
    await call(putScreenLayout, { params: { ...entity, code: `L${n}` }, body: { name: { en: `Layout ${n}` }, sizes } });
  }
  for (let n = 0; n < STORES; n += 1) {
    const body = { name: `Store ${n}`, customerAddressBooks: ["A"], employeeAddressBooks: ["A"], screenLayout: `L${n % LAYOUTS}` };
    await call(putStore, { params: { ...entity, store: `S${n}` }, body });
    await call(putRegister, { params: { ...entity, register: `R${n}` }, body: { store: `S${n}` } });
  }
  await call(putWorker, {
    params: { ...entity, operatorId: "1" },
    body: { name: "Worker", employeeAddressBooks: ["A"], operations: [712], password: PASSWORD },
  });
  for (let n = 0; n < ATTRIBUTES; n += 1) {
    const values = Array.from({ length: 20 }, (_, at) => ({ value: `v${at}`, label: { en: `Value ${at}`, nl: `Waarde ${at}` } }));
    const body = { name: { en: `Attribute ${n}` }, type: "text" as const, values, refinable: false };
    await call(putAttribute, { params: { ...entity, code: `a${n}` }, body });
  }
  const members = Array.from({ length: 200 }, (_, at) => ({ attribute: `a${at}`, displayOrder: at + 1 }));
  await call(putAttributeGroup, { params: { ...entity, code: "book" }, body: { name: { en: "Book" }, members } });
  await call(putParameters, { params: entity, body: { clientBookAttributeGroup: "book" } });
}

async function rename({ call }: Product, run: number): Promise<void> {
  await call(putAttribute, { params: { ...entity, code: "a0" }, body: { name: { en: `Renamed ${run}` } } });
  for (let n = 0; n < LAYOUTS; n += 1) await call(putScreenLayout, { params: { ...entity, code: `L${n}` }, body: { name: { en: `Layout ${n} of ${run}` } } });
}

/** Until every store shows it. */
async function publish({ call }: Product): Promise<void> {
  let run: DistributionRun = await call(startDistribution, { params: entity, body: {} });
  while (run.endedAt === null) {
    await pause(50);
    run = await call(getDistributionRun, { params: { ...entity, run: run.run } });
  }
  if (run.applied !== run.stores) throw new Error(`${run.stores - run.applied} of ${run.stores} stores did not get it`);
}

async function signIn({ url, call }: Product): Promise<string> {
  const { code } = await call(makeRegisterCode, { params: { ...entity, register: "R0" } });
  const post = async (path: string, body: object, cookie = "") => {
    const answer = await fetch(`${url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url, cookie },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.headers.getSetCookie().map((one) => one.split(";", 1)[0] ?? "");
  };
  const device = (await post("/api/pos/register", { code })).join("; ");
  const session = await post(signInPos.path, { operatorId: "1", password: PASSWORD }, device);
  return [device, ...session].join("; ");
}

async function look({ url }: Product, cookie: string): Promise<void> {
  const answer = await fetch(`${url}${getPosSession.path}`, { headers: { cookie } });
  if (!answer.ok) throw new Error(`the register answered ${answer.status}`);
  await answer.text();
}
