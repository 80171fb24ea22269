import { putClientBookEntries } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import { createDataSource, getReceipt, listDataSources, type DataSourceType } from "@rapport/contract/data-sources";
import { getProcessing } from "@rapport/contract/report-suites";
import type { DemoStep } from "@rapport/contract/system";
import { calendarFor } from "./calendar.ts";
import { fraction, pick } from "./chance.ts";
import { pause, type Client } from "./client.ts";
import { purchaseFiles, returnFiles, type DataFile } from "./files.ts";
import { ASSOCIATES, LEGAL_ENTITY, openSuite, organise, RSID, STORES } from "./organisation.ts";
import { peopleOf, type Person } from "./people.ts";
import { productOf, productsOf } from "./products.ts";
import { readInvoices } from "./retail-csv.ts";
import { planRetail } from "./retail-plan.ts";
import { planMessages, type PlannedMessage } from "./visits.ts";

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly step: DemoStep;
}

/** The best customers are in a client book. The others can be found and added. */
const IN_BOOKS = 1500;
const CUSTOMERS_A_CALL = 500;
const BATCH_MESSAGES = 1000;
const BATCH_BYTES = 450_000;
const LAST_DAY = "2011-12-09";

/**
 * Loads the demo retailer over the public endpoints. Everything it sends can be sent again (upserts, message ids, repeated
 * files), so an interrupted load simply starts again.
 */
export async function loadDemo({
  client,
  passwords,
  csvPath,
  today,
  report,
}: {
  client: Client;
  /** The associates' passwords, by operator id. */
  passwords: ReadonlyMap<string, string>;
  csvPath: string;
  today: string;
  report: (progress: Progress) => void;
}): Promise<void> {
  report({ done: 0, total: 1, step: "data_set" });
  const invoices = await readInvoices(csvPath);
  const calendar = calendarFor({ lastDay: LAST_DAY, today });
  const products = productsOf(invoices);
  const plan = planRetail(invoices);
  const people = peopleOf({ invoices, calendar, categoryOf: (article) => productOf(products, article).category });
  const messages = planMessages({ online: plan.online, calendar, products });
  const purchases = purchaseFiles({ inStore: plan.inStore, calendar, products, stores: [STORES[0].name, STORES[1].name] });
  const returns = returnFiles({ returns: plan.returns, calendar, products });
  const rows = [...purchases, ...returns].reduce((sum, file) => sum + file.rows, 0);
  const total = people.length + messages.length + rows;
  let done = 0;
  const advance = (count: number, step: DemoStep): void => {
    done += count;
    report({ done, total, step });
  };

  advance(0, "organisation");
  const suite = await openSuite(client);
  await organise(client, passwords);
  await sendCustomers({ client, people, advance });
  await fillBooks({ client, people });
  await sendMessages({ client, writeKey: suite.writeKey, messages, advance });
  advance(0, "waiting_for_visits");
  while ((await client.call(getProcessing, { params: { rsid: RSID } })).backlog > 0) await pause(500);
  await sendFiles({ client, files: purchases, type: "visitorid", name: "Store purchases", step: "purchases", advance });
  await sendFiles({ client, files: returns, type: "transactionid", name: "Store returns", step: "returns", advance });
}

type Advance = (count: number, step: DemoStep) => void;

async function sendCustomers({ client, people, advance }: { client: Client; people: readonly Person[]; advance: Advance }): Promise<void> {
  for (let from = 0; from < people.length; from += CUSTOMERS_A_CALL) {
    const part = people.slice(from, from + CUSTOMERS_A_CALL);
    await client.call(putCustomers, {
      params: { legalEntity: LEGAL_ENTITY },
      body: {
        customers: part.map(({ accountNumber, firstName, lastName, phone, email, city, country, birthday, interests, preferredContact }) => ({
          accountNumber,
          firstName,
          lastName,
          phone,
          email,
          city,
          country,
          addressBooks: [storeOf(accountNumber).number],
          attributes: { birthday, interest: [...interests], preferredContact },
        })),
      },
    });
    advance(part.length, "customers");
  }
}

async function fillBooks({ client, people }: { client: Client; people: readonly Person[] }): Promise<void> {
  const best = people.toSorted((a, b) => b.boughtThousandths - a.boughtThousandths).slice(0, IN_BOOKS);
  for (const { operatorId } of ASSOCIATES) {
    const accountNumbers = best.filter((person) => associateOf(person.accountNumber) === operatorId).map((person) => person.accountNumber);
    await client.call(putClientBookEntries, { params: { legalEntity: LEGAL_ENTITY, operatorId }, body: { accountNumbers } });
  }
}

function storeOf(accountNumber: string): (typeof STORES)[number] {
  return fraction("home store", accountNumber) < 0.6 ? STORES[0] : STORES[1];
}

function associateOf(accountNumber: string): string {
  const { number } = storeOf(accountNumber);
  const [first, ...others] = ASSOCIATES.filter(({ stores }) => stores.some((store) => store === number)).map(({ operatorId }) => operatorId);
  if (first === undefined) throw new Error(`store ${number} has no associate`);
  return pick({ purpose: "associate", key: accountNumber, choices: [first, ...others] });
}

/** By time, one batch after the other, because a visitor's history must arrive in order. */
async function sendMessages({
  client,
  writeKey,
  messages,
  advance,
}: {
  client: Client;
  writeKey: string;
  messages: readonly PlannedMessage[];
  advance: Advance;
}): Promise<void> {
  let batch: Record<string, unknown>[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    await client.batch(writeKey, batch);
    advance(batch.length, "visits");
    batch = [];
    bytes = 0;
  };
  for (const planned of messages) {
    const message = planned.write();
    const size = Buffer.byteLength(JSON.stringify(message));
    if (bytes + size > BATCH_BYTES || batch.length >= BATCH_MESSAGES) await flush();
    batch.push(message);
    bytes += size;
  }
  await flush();
}

async function sendFiles({
  client,
  files,
  type,
  name,
  step,
  advance,
}: {
  client: Client;
  files: readonly DataFile[];
  type: DataSourceType;
  name: string;
  step: DemoStep;
  advance: Advance;
}): Promise<void> {
  const params = { company: "rapport", rsid: RSID };
  const known = (await client.call(listDataSources, { params })).find((account) => account.name === name);
  const account = known ?? (await client.call(createDataSource, { params, query: { type, name, email: "" } }));
  for (const file of files) {
    const jobId = await client.upload({ path: `/api/rapport/datasources/job/${RSID}/${account.data_source_id}`, name: file.name, text: file.text });
    for (;;) {
      const receipt = await client.call(getReceipt, { params: { jobId } });
      if (receipt.status === "success") break;
      if (receipt.status === "failure") throw new Error(`${file.name}: ${receipt.error?.message ?? "failed"}`);
      await pause(300);
    }
    advance(file.rows, step);
  }
}
