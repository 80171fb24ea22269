import { decimal } from "./amounts.ts";
import type { Calendar } from "./calendar.ts";
import { fraction, pick, pickWeighted } from "./chance.ts";
import { productOf, type Product } from "./products.ts";
import type { Invoice, InvoiceLine } from "./retail-csv.ts";

/** A Segment message that becomes text only when it is sent, because an order with a thousand lines is large. */
export interface PlannedMessage {
  readonly atMs: number;
  write(): Record<string, unknown>;
}

interface Visit {
  readonly id: string;
  readonly startMs: number;
  readonly userId: string | null;
  readonly anonymousId: string;
  readonly country: string;
  readonly source: Source;
}

interface Source {
  readonly channel: string;
  readonly medium?: string;
  readonly campaign?: string;
  readonly referrer?: string;
}

const CHANNELS = [
  ["Email", 24],
  ["Paid search", 18],
  ["Social", 12],
  ["Referral", 10],
  ["Direct", 36],
] as const satisfies readonly (readonly [string, number])[];

const SEASONS: readonly string[] = [
  "New year sale",
  "Valentine gifts",
  "Spring table",
  "Easter",
  "Garden party",
  "Summer picnic",
  "Summer sale",
  "Back to school",
  "Autumn edit",
  "Halloween",
  "Christmas preview",
  "Christmas shop",
];
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** All online behaviour of the demo, in time order: real orders, simulated browsing before and between them. */
export function planMessages({
  online,
  calendar,
  products,
}: {
  online: readonly Invoice[];
  calendar: Calendar;
  products: ReadonlyMap<string, Product>;
}): PlannedMessage[] {
  const known = new Set<string>();
  const endMs = Math.max(...online.map((invoice) => calendar.instant(invoice.at)));
  const inOrder = online.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const messages = inOrder.flatMap((invoice) => {
    const isFirst = invoice.customer !== null && !known.has(invoice.customer);
    if (invoice.customer !== null) known.add(invoice.customer);
    const orderMs = calendar.instant(invoice.at);
    return [...orderVisit({ invoice, orderMs, products, isFirst }), ...laterVisit({ invoice, orderMs, endMs, products })];
  });
  return messages.toSorted((a, b) => a.atMs - b.atMs);
}

/** Browsing, basket, checkout, order. A customer's first visit is anonymous until the order. */
function orderVisit({
  invoice,
  orderMs,
  products,
  isFirst,
}: {
  invoice: Invoice;
  orderMs: number;
  products: ReadonlyMap<string, Product>;
  isFirst: boolean;
}): PlannedMessage[] {
  const startMs = orderMs - Math.round(6 + fraction("browsing", invoice.number) * 16) * MINUTE_MS;
  const visit: Visit = {
    id: invoice.number,
    startMs,
    userId: invoice.customer,
    anonymousId: invoice.customer === null ? `guest-${invoice.number}` : deviceOf({ customer: invoice.customer, visitId: invoice.number }),
    country: invoice.country,
    source: sourceOf({ visitId: invoice.number, startMs }),
  };
  const browsing = isFirst ? { ...visit, userId: null } : visit;
  const looked = invoice.lines.slice(0, 1 + Math.floor(fraction("looked", invoice.number) * 3));
  const step = (orderMs - startMs) / (looked.length + 4);
  const firstLine = invoice.lines[0];
  return [
    page({ visit: browsing, n: 0, atMs: startMs, name: "Home", isLanding: true }),
    ...looked.map((line, index) =>
      track({
        visit: browsing,
        n: index + 1,
        atMs: startMs + step * (index + 1),
        event: "Product Viewed",
        properties: () => productProperties({ line, products }),
      }),
    ),
    ...(firstLine === undefined
      ? []
      : [
          track({
            visit: browsing,
            n: 10,
            atMs: orderMs - step * 2.5,
            event: "Product Added",
            properties: () => productProperties({ line: firstLine, products }),
          }),
        ]),
    page({ visit: browsing, n: 11, atMs: orderMs - step * 2, name: "Basket", isLanding: false }),
    track({ visit: browsing, n: 12, atMs: orderMs - step, event: "Checkout Started", properties: () => ({}) }),
    track({ visit, n: 13, atMs: orderMs, event: "Order Completed", properties: () => orderProperties({ invoice, products }) }),
  ];
}

/** After half of the orders, the customer comes back some days later to look around. */
function laterVisit({
  invoice,
  orderMs,
  endMs,
  products,
}: {
  invoice: Invoice;
  orderMs: number;
  endMs: number;
  products: ReadonlyMap<string, Product>;
}): PlannedMessage[] {
  const startMs = orderMs + Math.round(2 * DAY_MS + fraction("back after", invoice.number) * 9 * DAY_MS);
  if (invoice.customer === null || startMs + 20 * MINUTE_MS > endMs || fraction("comes back", invoice.number) > 0.5) return [];
  const id = `${invoice.number}-later`;
  const visit: Visit = {
    id,
    startMs,
    userId: invoice.customer,
    anonymousId: deviceOf({ customer: invoice.customer, visitId: id }),
    country: invoice.country,
    source: sourceOf({ visitId: id, startMs }),
  };
  const looked = invoice.lines.slice(-1 - Math.floor(fraction("looked", id) * 3));
  return [
    page({ visit, n: 0, atMs: startMs, name: "New in", isLanding: true }),
    ...looked.map((line, index) =>
      track({
        visit,
        n: index + 1,
        atMs: startMs + (index + 1) * 2 * MINUTE_MS,
        event: "Product Viewed",
        properties: () => productProperties({ line, products }),
      }),
    ),
  ];
}

function page({ visit, n, atMs, name, isLanding }: { visit: Visit; n: number; atMs: number; name: string; isLanding: boolean }): PlannedMessage {
  return message({
    visit,
    n,
    atMs,
    isLanding,
    body: () => ({ type: "page", name, properties: { pageType: name, country: visit.country, ...(isLanding ? { landing: name } : {}) } }),
  });
}

function track({
  visit,
  n,
  atMs,
  event,
  properties,
}: {
  visit: Visit;
  n: number;
  atMs: number;
  event: string;
  properties: () => Record<string, unknown>;
}): PlannedMessage {
  return message({ visit, n, atMs, isLanding: false, body: () => ({ type: "track", event, properties: properties() }) });
}

function message({
  visit,
  n,
  atMs,
  isLanding,
  body,
}: {
  visit: Visit;
  n: number;
  atMs: number;
  isLanding: boolean;
  body: () => Record<string, unknown>;
}): PlannedMessage {
  return {
    atMs,
    write: () => ({
      messageId: `demo-${visit.id}-${n}`,
      timestamp: new Date(atMs).toISOString(),
      anonymousId: visit.anonymousId,
      ...(visit.userId === null ? {} : { userId: visit.userId }),
      ...(isLanding ? { context: contextOf(visit.source) } : {}),
      ...body(),
    }),
  };
}

function contextOf(source: Source): Record<string, unknown> {
  return {
    ...(source.campaign === undefined ? {} : { campaign: { name: source.campaign, medium: source.medium, source: source.channel } }),
    page: { referrer: source.referrer ?? "" },
  };
}

function productProperties({ line, products }: { line: InvoiceLine; products: ReadonlyMap<string, Product> }): Record<string, unknown> {
  const { name, category } = productOf(products, line.article);
  return { name, category, sku: line.article, price: Number(decimal(line.priceThousandths)), quantity: 1 };
}

function orderProperties({ invoice, products }: { invoice: Invoice; products: ReadonlyMap<string, Product> }): Record<string, unknown> {
  const revenue = invoice.lines.reduce((sum, line) => sum + line.quantity * line.priceThousandths, 0);
  return {
    order_id: invoice.number,
    revenue: Number(decimal(revenue)),
    currency: "GBP",
    products: invoice.lines.map((line) => ({ ...productProperties({ line, products }), quantity: line.quantity })),
  };
}

function deviceOf({ customer, visitId }: { customer: string; visitId: string }): string {
  return `device-${customer}-${fraction("device", visitId) < 0.75 ? 1 : 2}`;
}

function sourceOf({ visitId, startMs }: { visitId: string; startMs: number }): Source {
  const channel = pickWeighted({ purpose: "channel", key: visitId, choices: CHANNELS });
  const season = SEASONS[new Date(startMs).getUTCMonth()] ?? "Newsletter";
  switch (channel) {
    case "Email":
      return { channel, medium: "email", campaign: season };
    case "Paid search":
      return { channel, medium: "cpc", campaign: `${season} - search` };
    case "Social":
      return { channel, medium: "social", campaign: `${season} - social`, referrer: "https://www.instagram.com/" };
    case "Referral":
      return {
        channel,
        referrer: pick({
          purpose: "referrer",
          key: visitId,
          choices: ["https://www.housebeautiful.example/gifts", "https://blog.tableandhome.example/", "https://giftguide.example/2026"],
        }),
      };
    case "Direct":
      return { channel };
  }
}
