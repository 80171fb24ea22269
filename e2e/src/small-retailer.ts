import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { putAttribute, putAttributeGroup, putClientBookEntries, putParameters } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import { createDataSource, getReceipt, type DataSourceType, type Receipt } from "@rapport/contract/data-sources";
import { putAddressBook, putLegalEntity, putNumberSequence, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { createReportSuite, getProcessing, type ReportSuite } from "@rapport/contract/report-suites";
import type { Product } from "./product.ts";

const TIME_ZONE = "Europe/Amsterdam";
const PATIENCE_MS = 30_000;
const DAY_MS = 86_400_000;

/** A legal entity with a report suite, a store, a register and an associate of its own, which no other journey uses. */
export interface Retailer {
  readonly product: Product;
  readonly suite: ReportSuite;
  readonly legalEntity: string;
  readonly register: string;
  readonly store: string;
  readonly operatorId: string;
  readonly password: string;
  readonly associate: string;
}

/** A retailer with one store, one associate and three customers, two of them in the associate's client book. No hits and no files yet. */
export async function makeRetailer(product: Product): Promise<Retailer> {
  const mark = randomBytes(4).toString("hex").toUpperCase();
  const suite = await product.call(createReportSuite, {
    body: {
      rsid: `shop-${mark}`,
      name: `Shop ${mark}`,
      timeZone: TIME_ZONE,
      currency: "EUR",
      transactionIdStorage: true,
      variables: { campaign: { name: "Campaign", expiration: { kind: "month" } } },
    },
  });
  const retailer = {
    product,
    suite,
    legalEntity: `SHOP${mark}`,
    register: `AMS-${mark}`,
    store: "Amsterdam",
    operatorId: "1001",
    password: "journey-1001",
    associate: "Sanne de Wit",
  };
  const { register, store, operatorId, password, associate } = retailer;
  const params = { legalEntity: retailer.legalEntity };
  await product.call(putLegalEntity, { params, body: { name: "Shop BV", currency: "EUR", rsid: suite.rsid, publishAtOnce: true } });
  await product.call(putAddressBook, { params: { ...params, code: "AMS" }, body: { name: store } });
  await product.call(putStore, {
    params: { ...params, store: "AMS" },
    body: { name: store, city: store, customerAddressBooks: ["AMS"], employeeAddressBooks: ["AMS"] },
  });
  await product.call(putRegister, { params: { ...params, register }, body: { store: "AMS" } });
  await product.call(putWorker, {
    params: { ...params, operatorId },
    body: { name: associate, employeeAddressBooks: ["AMS"], operations: [712, 713, 714, 715, 716], password },
  });
  await product.call(putNumberSequence, { params: { ...params, reference: "clientBook" }, body: { format: "CB-####" } });
  await putClienteling(retailer);
  return retailer;
}

async function putClienteling({ product, legalEntity, store, operatorId }: Retailer): Promise<void> {
  const params = { legalEntity };
  const interests = [
    { value: "Home", label: { en: "Home", nl: "Wonen" } },
    { value: "Garden", label: { en: "Garden", nl: "Tuin" } },
  ];
  await product.call(putAttribute, {
    params: { ...params, code: "birthday" },
    body: { name: { en: "Birthday", nl: "Verjaardag" }, type: "date", refinable: true, filter: { kind: "date" } },
  });
  await product.call(putAttribute, {
    params: { ...params, code: "interest" },
    body: {
      name: { en: "Interest", nl: "Interesse" },
      type: "text",
      multiple: true,
      values: interests,
      refinable: true,
      filter: { kind: "list", multi: true },
    },
  });
  const members = ["birthday", "interest"].map((attribute, index) => ({ attribute, displayOrder: index + 1 }));
  await product.call(putAttributeGroup, { params: { ...params, code: "clientBook" }, body: { name: { en: "Client book", nl: "Klantenboek" }, members } });
  await product.call(putParameters, { params, body: { clientBookAttributeGroup: "clientBook", customerAttributeGroup: null, measures: ["netSpend365"] } });
  const person = { phone: "020 555 0101", country: "Netherlands", city: store, addressBooks: ["AMS"] };
  await product.call(putCustomers, {
    params,
    body: {
      customers: [
        {
          ...person,
          accountNumber: "C-1",
          firstName: "Clara",
          lastName: "Vermeer",
          email: "clara@example.com",
          emailKind: "home",
          phoneKind: "mobile",
          otherPhones: [{ kind: "work", number: "020 624 5555" }],
          otherEmails: [{ kind: "Studio", address: "c.vermeer@studio.example" }],
          street: "Keizersgracht 12",
          postalCode: "1015 CS",
          attributes: { birthday: "1984-05-17", interest: ["Home"] },
        },
        {
          ...person,
          accountNumber: "C-2",
          firstName: "Noor",
          lastName: "Bakker",
          email: "noor@example.com",
          attributes: { birthday: "1990-02-03", interest: ["Garden"] },
        },
        { ...person, accountNumber: "C-3", firstName: "Tom", lastName: "Jansen", email: "tom@example.com" },
      ],
    },
  });
  await product.call(putClientBookEntries, { params: { ...params, operatorId }, body: { accountNumbers: ["C-1", "C-2"] } });
}

/** A customer's online order some days ago, in a visit that a campaign brought. It is in reports when this resolves. */
export async function orderOnline(
  { product, suite }: Retailer,
  { customer, orderId, campaign }: { customer: string; orderId: string; campaign: string },
): Promise<void> {
  const at = (minutes: number) => new Date(Date.now() - 5 * DAY_MS + minutes * 60_000).toISOString();
  const context = { campaign: { name: campaign, source: "newsletter", medium: "email" } };
  const products = [
    { name: "Linen throw", category: "Home", quantity: 2, price: 49.9 },
    { name: "Teapot", category: "Kitchen", quantity: 1, price: 32.5 },
  ];
  const batch = [
    { type: "page", messageId: `${orderId}-1`, userId: customer, timestamp: at(0), name: "Home", context, properties: {} },
    { type: "track", messageId: `${orderId}-2`, userId: customer, timestamp: at(4), event: "Product Viewed", properties: products[0] },
    {
      type: "track",
      messageId: `${orderId}-3`,
      userId: customer,
      timestamp: at(9),
      event: "Order Completed",
      properties: { order_id: orderId, revenue: 132.3, currency: "EUR", products },
    },
  ];
  const response = await fetch(`${product.url}/v1/batch`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Basic ${Buffer.from(`${suite.writeKey}:`).toString("base64")}` },
    body: JSON.stringify({ batch, sentAt: new Date().toISOString() }),
  });
  if (!response.ok) throw new Error(`the order was not accepted: ${response.status} ${await response.text()}`);
  await until(async () => (await product.call(getProcessing, { params: { rsid: suite.rsid } })).backlog === 0, "every hit is in reports");
}

export interface Upload {
  readonly dataSourceId: number;
  readonly receipt: Receipt;
}

/** Makes a data source with that name, uploads one file of rows and waits for its receipt. */
export async function uploadRows(
  { product, suite: { rsid } }: Retailer,
  { type, source, filename, rows }: { type: DataSourceType; source: string; filename: string; rows: readonly (readonly string[])[] },
): Promise<Upload> {
  const { data_source_id: dataSourceId } = await product.call(createDataSource, { params: { company: "rapport", rsid }, query: { type, name: source } });
  const form = new FormData();
  form.set("file", new Blob([fileOf(rows)], { type: "text/plain" }), filename);
  const response = await fetch(`${product.url}/api/rapport/datasources/job/${rsid}/${dataSourceId}`, {
    method: "POST",
    headers: { authorization: `Bearer ${product.key}` },
    body: form,
  });
  if (!response.ok) throw new Error(`the file was not accepted: ${response.status} ${await response.text()}`);
  const { job_id: jobId } = (await response.json()) as { job_id: number };
  let receipt = await product.call(getReceipt, { params: { jobId } });
  await until(async () => {
    receipt = await product.call(getReceipt, { params: { jobId } });
    return receipt.status === "success" || receipt.status === "failure";
  }, "the file was read");
  return { dataSourceId, receipt };
}

/** Tab-separated text with a header line, as a data source reads it. */
export function fileOf(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.join("\t")}\n`).join("");
}

/** The date, as files have it, of noon some days ago in the suite's time zone; at least one, since noon of today may be ahead. */
export function fileDate({ daysAgo }: { daysAgo: number }): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: TIME_ZONE, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    Date.now() - daysAgo * DAY_MS,
  );
  return `${parts}/12/00/00`;
}

export async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited ${PATIENCE_MS / 1000} s in vain until ${what}.`);
    await wait(100);
  }
}
