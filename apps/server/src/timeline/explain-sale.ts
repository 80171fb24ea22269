import { Refusal } from "@rapport/contract";
import { CALLS } from "@rapport/domain";
import type { SaleExplanation } from "@rapport/contract/timeline";
import { customerOrRefusal } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import { dataOfEntity } from "../organisation/index.ts";
import { currentSettings, recordedTransaction } from "../report-suites/index.ts";
import { isCustomersOrder } from "../whose-sale/index.ts";
import { rowsOfSale } from "./event-queries.ts";
import type { Look } from "./read-timeline.ts";

type ReadDeps = Pick<Deps, "db" | "warehouse" | "clock">;
type Ask = Look & { readonly transactionId: string };

/** The values frozen with an order of this customer, and the offline rows that joined it. Another visitor's order is *not found*. */
export async function explain(deps: ReadDeps, { legalEntity, actor, customerId, transactionId }: Ask): Promise<SaleExplanation> {
  const { db, warehouse } = deps;
  const { accountNumber } = await customerOrRefusal(db, { legalEntity, customerId });
  const { rsid } = await dataOfEntity(db, legalEntity);
  const settings = rsid === null ? undefined : await currentSettings(deps, rsid);
  if (rsid === null || settings === undefined) throw noSuchOrder();
  const found = await recordedTransaction(warehouse, { suite: rsid, transactionId });
  if (found?.recorded !== 1) throw noSuchOrder();
  if (!(await isCustomersOrder(deps, { suite: rsid, accountNumber, placedBy: found.visitor_id, placedAt: found.hit_at }))) throw noSuchOrder();
  const rows = await warehouse.rows(rowsOfSale, { suite: rsid, visitor: found.visitor_id, transactionId });
  await audit(deps, { legalEntity, actor, action: "customer.sale_explained", subjects: [customerId] });
  return {
    transactionId,
    recordedAt: found.hit_at.toISOString(),
    expiresAt: found.expires_at.toISOString(),
    frozen: frozenValues(found).map(({ variable, values }) => ({
      variable,
      name: settings.variables[variable]?.name ?? null,
      values,
      setAt: found.set_at[variable]?.toISOString() ?? null,
    })),
    rows: rows.map(({ at, product, quantity, amount, waits_in, upload }) => ({
      at,
      product: product === "" ? null : product,
      quantity,
      amount: { amount, currency: waits_in || settings.currency },
      waitsForRate: waits_in !== "",
      isOnline: upload >= CALLS,
    })),
    moreRows: (rows[0]?.joined ?? 0) - rows.length,
  };
}

function noSuchOrder(): Refusal {
  return new Refusal("sale.unknown", {});
}

interface Frozen {
  readonly snapshot: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly product_category: string;
  readonly product_name: string;
}

/** In this order: how the visitor came, the retailer's own variables, the product and the history. */
function frozenValues({ snapshot, lists, product_category, product_name }: Frozen): { variable: string; values: string[] }[] {
  const values = new Map<string, string[]>(Object.entries(snapshot).map(([variable, value]) => [variable, [value]]));
  for (const [variable, several] of Object.entries(lists)) values.set(variable, [...several]);
  values.set("product", [product_name]);
  values.set("category", [product_category]);
  return [...values]
    .map(([variable, of]) => ({ variable, values: of.filter((value) => value !== "") }))
    .filter(({ values: of }) => of.length > 0)
    .toSorted((a, b) => placeOf(a.variable) - placeOf(b.variable) || numberOf(a.variable) - numberOf(b.variable));
}

/** `evar` and `list` stand for all variables of their kind. */
const ORDER = [
  "marketingchannel",
  "marketingchanneldetail",
  "campaign",
  "referringdomain",
  "originalreferringdomain",
  "searchengine",
  "searchkeyword",
  "evar",
  "list",
  "product",
  "category",
  "visitnumber",
  "daysbeforefirstpurchase",
  "dayssincelastpurchase",
];

function placeOf(variable: string): number {
  const place = ORDER.indexOf(variable.replace(/^(evar|list)\d+$/, "$1"));
  return place === -1 ? ORDER.length : place;
}

function numberOf(variable: string): number {
  return Number(/\d+$/.exec(variable)?.[0] ?? 0);
}
