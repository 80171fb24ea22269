import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { AccountNumber, Reply } from "@rapport/contract";
import { listCustomers } from "@rapport/contract/customers";
import { applyCustomerImport, getCustomerImport, ListImport, listCustomerProblems } from "@rapport/contract/lists";
import { getLegalEntity, putAddressBook, putLegalEntity } from "@rapport/contract/organisation";
import { timed, type Figure } from "./figures.ts";
import { watchMemory } from "./memory.ts";
import { startProduct, type Product } from "./product.ts";

const params = { legalEntity: "BENCH" };
const EVERY_WRONG = 10;

/** A CSV of customers with every tenth line wrong is checked, and its good rows are stored (IE6); `RAPPORT_BENCH_LINES`, 100,000. */
export async function benchImports(): Promise<Figure[]> {
  const lines = Number(process.env["RAPPORT_BENCH_LINES"] ?? "100000");
  const wrong = Math.floor(lines / EVERY_WRONG);
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  const product = await startProduct(dataDir);
  const memory = watchMemory(product.pid);
  try {
    await product.call(putLegalEntity, { params, body: { name: "Bench", currency: "EUR" } });
    await product.call(putAddressBook, { params: { ...params, code: "customers" }, body: { name: "Customers" } });
    let over = false;
    let slowestMs = 0;
    const looking = (async () => {
      for (; !over; await pause(20)) slowestMs = Math.max(slowestMs, await timed(async () => await product.call(getLegalEntity, { params })));
    })();
    const from = performance.now();
    const checked = await settled(product, await send(product, fileOf(lines)));
    const checkedMs = performance.now() - from;
    const told = await toldLines(product, checked);
    const storing = performance.now();
    await product.call(applyCustomerImport, { params: { ...params, importId: checked.id }, body: { mode: "good" } });
    const stored = await settled(product, checked);
    const storedMs = performance.now() - storing;
    over = true;
    await looking;
    const customers = await countCustomers(product);
    const isTold = told.length === wrong && told.every((line, n) => line === (n + 1) * EVERY_WRONG + 1);
    return [
      { name: `${lines} lines checked`, value: checkedMs / 1_000, unit: "s" },
      { name: "their good rows stored", value: storedMs / 1_000, unit: "s" },
      { name: "wrong lines told, each by its number", value: told.length, unit: "lines", aim: `${wrong}`, met: isTold && stored.invalid === wrong },
      { name: "customers there afterwards", value: customers, unit: "customers", aim: `${lines - wrong}`, met: customers === lines - wrong },
      { name: "slowest answer meanwhile", value: slowestMs, unit: "ms" },
      { name: "most memory", value: memory.most(), unit: "MB" },
    ];
  } finally {
    memory.end();
    await product.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function fileOf(lines: number): Blob {
  const rows = Array.from({ length: lines }, (_, n) => `L${n},${n % EVERY_WRONG === EVERY_WRONG - 1 ? "" : `Name ${n}`},customers\n`);
  return new Blob(["accountNumber,lastName,addressBooks\n", ...rows]);
}

async function send({ url, key }: Product, file: Blob): Promise<ListImport> {
  const form = new FormData();
  form.set("file", file, "customers.csv");
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${url}/api/legal-entities/${params.legalEntity}/lists/customers/imports`, { method: "POST", headers, body: form });
  if (!answer.ok) throw new Error(`the file was answered ${answer.status}: ${await answer.text()}`);
  return ListImport.parse(await answer.json());
}

/** The import once nothing goes on any more. */
async function settled(product: Product, { id: importId }: ListImport): Promise<ListImport> {
  for (;;) {
    const now = await product.call(getCustomerImport, { params: { ...params, importId } });
    if (now.phase === "failed") throw new Error("the import failed");
    if (now.phase === "checked" || now.phase === "applied") return now;
    await pause(50);
  }
}

async function toldLines(product: Product, { id: importId }: ListImport): Promise<number[]> {
  const lines: number[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: { problems: { line: number }[]; next: number | null } = await product.call(listCustomerProblems, {
      params: { ...params, importId },
      query: { after, limit: 1_000 },
    });
    lines.push(...page.problems.map(({ line }) => line));
    after = page.next;
  }
  return lines;
}

async function countCustomers(product: Product): Promise<number> {
  let count = 0;
  for (let after: AccountNumber | null | undefined; after !== null;) {
    const page: Reply<typeof listCustomers> = await product.call(listCustomers, { params, query: { ...(after !== undefined && { after }), limit: 1_000 } });
    count += page.customers.length;
    after = page.next;
  }
  return count;
}
