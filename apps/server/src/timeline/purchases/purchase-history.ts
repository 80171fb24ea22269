import type { AccountNumber, CustomerId, LegalEntityCode } from "@rapport/contract";
import type { SuiteSettings } from "@rapport/contract/report-suites";
import type { PurchaseLine } from "@rapport/contract/timeline";
import { cameBack, sizeOf } from "@rapport/domain/purchases";
import type { MoneyAsSent } from "../../currency-rates/index.ts";
import { customerOrRefusal } from "../../customers/index.ts";
import type { Deps } from "../../deps.ts";
import { dataOfEntity } from "../../organisation/index.ts";
import { currentSettings } from "../../report-suites/index.ts";
import { customerScope, type CustomerScope } from "../../whose-sale/index.ts";
import { type SaleOfCustomer, salesOfCustomer } from "../event-queries.ts";
import { saleVariables, waitingFor } from "../read-timeline.ts";
import { besideArticles } from "./beside-articles.ts";

/** A line as it is shown, and the article without its size. */
export interface HistoryLine extends Omit<PurchaseLine, "at"> {
  readonly at: string;
  readonly article: string;
}

/** A customer as their purchases are asked for. */
export interface Buyer {
  readonly accountNumber: AccountNumber;
  /** Of the report suite. */
  readonly currency: string;
  readonly timeZone: string;
  /** What the warehouse knows of them; null without a report suite. */
  readonly known: { readonly suite: string; readonly settings: SuiteSettings; readonly scope: CustomerScope } | null;
}

/** Everything that a customer bought and gave back, the newest first. */
export interface PurchaseHistory extends Buyer {
  readonly lines: readonly HistoryLine[];
}

type ReadDeps = Pick<Deps, "db" | "warehouse" | "clock">;

/** Another legal entity's customer is not found. */
export async function buyerOf(deps: ReadDeps, { legalEntity, customerId }: { legalEntity: LegalEntityCode; customerId: CustomerId }): Promise<Buyer> {
  const { db } = deps;
  const { accountNumber } = await customerOrRefusal(db, { legalEntity, customerId });
  const { rsid: suite, currency } = await dataOfEntity(db, legalEntity);
  const settings = suite === null ? undefined : await currentSettings(deps, suite);
  if (suite === null || settings === undefined) return { accountNumber, currency, timeZone: "UTC", known: null };
  const known = { suite, settings, scope: await customerScope(deps, { suite, accountNumber }) };
  return { accountNumber, currency: settings.currency, timeZone: settings.timeZone, known };
}

/** Reads all of it: what came back, and what somebody buys most often, is about the whole history (PU3, PU5). */
export async function linesOfBuyer(
  deps: Pick<ReadDeps, "warehouse">,
  { known, currency }: Buyer,
  { stores }: { stores: ReadonlyMap<string, string> },
): Promise<readonly HistoryLine[]> {
  if (known === null) return [];
  const { suite, settings, scope } = known;
  const sales = await deps.warehouse.rows(salesOfCustomer({ ...saleVariables(settings), waits: scope.waits }), scope);
  const waiting = await waitingFor(deps, { suite, newest: sales });
  const lines = sales.flatMap((sale) => linesOfSale(sale, { currency, stores, waiting: waiting.get(Number(sale.id)) }));
  const returned = cameBack(lines);
  return lines.map((line, index) => ({ ...line, cameBack: returned[index] ?? 0 }));
}

export async function purchaseHistory(
  deps: ReadDeps,
  { stores, ...of }: { legalEntity: LegalEntityCode; customerId: CustomerId; stores: ReadonlyMap<string, string> },
): Promise<PurchaseHistory> {
  const buyer = await buyerOf(deps, of);
  return { ...buyer, lines: await linesOfBuyer(deps, buyer, { stores }) };
}

/** The lines of a sale, and one more for what it has beside them. A sale has a line at least, because figures are made from lines. */
function linesOfSale(
  sale: SaleOfCustomer,
  { currency: own, stores, waiting }: { currency: string; stores: ReadonlyMap<string, string>; waiting: MoneyAsSent | undefined },
): HistoryLine[] {
  const { kind, at, store, receipt, transaction, campaign, channel, waits_in: waitsIn } = sale;
  const currency = waiting?.currency ?? (waitsIn === "" ? own : waitsIn);
  const articles = sale.lines.map(([, , , amount], line) => waiting?.lines[line] ?? amount);
  const beside = besideArticles({ total: waiting?.revenue ?? sale.total, articles });
  const every = {
    kind,
    at,
    sale: sale.sale,
    transactionId: transaction === "" ? null : transaction,
    store: store === "" ? null : (stores.get(store) ?? store),
    receipt: receipt === "" ? null : receipt,
    waitsForRate: waiting !== undefined || waitsIn !== "",
    cameBack: 0,
    credit: { marketingChannel: channel === "" ? null : channel, campaign: campaign === "" ? null : campaign },
  };
  const lines = sale.lines.map(([product, category, quantity], line) => ({
    ...every,
    ...(product === "" ? { article: "", size: null } : sizeOf(product)),
    product: product === "" ? null : product,
    category: category === "" ? null : category,
    quantity: Number(quantity),
    amount: { amount: articles[line] ?? "0", currency },
  }));
  if (beside === null) return lines;
  return [...lines, { ...every, article: "", product: null, category: null, size: null, quantity: 0, amount: { amount: beside, currency } }];
}
