import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { calendarFor } from "./calendar.ts";
import { purchaseFiles, returnFiles } from "./files.ts";
import { peopleOf } from "./people.ts";
import { productOf, productsOf } from "./products.ts";
import { readInvoices } from "./retail-csv.ts";
import { planRetail } from "./retail-plan.ts";
import { planMessages } from "./visits.ts";

const invoices = await readInvoices(fileURLToPath(new URL("../data/online_retail.csv.br", import.meta.url)));
const plan = planRetail(invoices);
const calendar = calendarFor({ lastDay: "2011-12-09", today: "2026-11-22" });
const products = productsOf(invoices);

describe("the demo's plan for the data set", () => {
  test("every line of the data set is a sale, a return, or counted as left out", () => {
    const sold = [...plan.online, ...plan.inStore].reduce((sum, invoice) => sum + invoice.lines.length, 0);
    expect(sold + plan.returns.length + plan.leftOut.lines).toBe(541_909);
    expect(plan.leftOut.corrections).toBe(3);
    expect(plan.online.length + plan.inStore.length).toBe(20_725);
  });

  test("7,599 cancellation lines name the customer's latest earlier order of the article; 1,306 have no such order and 383 no customer", () => {
    const orders = new Set(plan.online.map((invoice) => invoice.number));
    expect(plan.returns.length).toBe(9_288);
    expect(plan.returns.filter((row) => row.transactionId === row.cancellation).length).toBe(1_306 + 383);
    expect(plan.returns.filter((row) => orders.has(row.transactionId)).length).toBe(7_599);
  });

  test("C20 a return names its customer, whether or not an order of theirs is known; only 383 lines have no customer", () => {
    const rows = returnFiles({ returns: plan.returns, calendar, products }).flatMap(({ text }) => text.trimEnd().split("\n").slice(1));
    expect(rows.filter((row) => row.split("\t")[2] === "").length).toBe(383);
    const ofOne = [...plan.online, ...plan.inStore].filter(({ customer }) => customer === "15098").flatMap(({ lines }) => lines);
    const returned = plan.returns.filter(({ customer }) => customer === "15098");
    expect(returned.map(({ transactionId, cancellation }) => transactionId === cancellation)).toContain(true);
    const thousandths = (lines: readonly { quantity: number; priceThousandths: number }[]) =>
      lines.reduce((sum, { quantity, priceThousandths }) => sum + quantity * priceThousandths, 0);
    const linked = returned.filter(({ transactionId, cancellation }) => transactionId !== cancellation);
    const net = (rows: readonly { line: { quantity: number; priceThousandths: number } }[]) => thousandths([...ofOne, ...rows.map(({ line }) => line)]);
    expect([net([]), net(linked), net(returned)]).toEqual([39_916_500, 39_619_500, 649_500]);
  });

  test("some customers also buy in a store", () => {
    expect(plan.inStore.length).toBeGreaterThan(1_000);
    expect(plan.inStore.every((invoice) => invoice.customer !== null)).toBe(true);
  });

  test("the data end in the week before today, on the same weekday", () => {
    expect(calendar.fileDate("2011-12-09 12:50:00")).toBe("11/13/2026/12/50/00");
    expect(new Date(calendar.instant("2011-12-09 12:50:00")).toISOString()).toBe("2026-11-13T12:50:00.000Z");
    expect(new Date(calendar.instant("2011-06-15 12:50:00")).toISOString()).toMatch(/T11:50:00.000Z$/);
  });

  test("a file holds at most 90 distinct days and no product with a comma or semicolon", () => {
    const files = [
      ...returnFiles({ returns: plan.returns, calendar, products }),
      ...purchaseFiles({ inStore: plan.inStore, calendar, products, stores: ["London", "Bath"] }),
    ];
    for (const file of files) {
      const rows = file.text.trimEnd().split("\n").slice(1);
      expect(rows.length).toBe(file.rows);
      expect(new Set(rows.map((row) => row.slice(0, 10))).size).toBeLessThanOrEqual(90);
      expect(file.text).not.toMatch(/[,;]/);
    }
  });

  test("messages are in time order, have their own ids and hold each online order once", () => {
    const messages = planMessages({ online: plan.online, calendar, products });
    let last = 0;
    const ids = new Set<unknown>();
    const orders: unknown[] = [];
    for (const planned of messages) {
      expect(planned.atMs).toBeGreaterThanOrEqual(last);
      last = planned.atMs;
      const message = planned.write();
      ids.add(message["messageId"]);
      if (message["event"] === "Order Completed") orders.push(message["properties"]);
    }
    expect(ids.size).toBe(messages.length);
    expect(orders.length).toBe(plan.online.length);
  });

  test("the 4,372 customers of the data set have an account", () => {
    const people = peopleOf({ invoices, calendar, categoryOf: (article) => productOf(products, article).category });
    expect(people.length).toBe(4_372);
    expect(new Set(people.map((person) => person.accountNumber)).size).toBe(4_372);
  });
});
