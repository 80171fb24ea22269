import type { Counted, OracleAsk, OracleProduct, OracleSettings } from "./history.ts";

/** What orders recorded and what was given back of them, by plain loops. Money is in hundred-millionths of its own currency. */
export interface OracleOrder {
  readonly visitor: string;
  readonly hitAtMs: number;
  readonly processedMs: number;
  readonly expiresMs: number;
  readonly post: Counted["post"];
  readonly currency: string;
  readonly orders: number;
  readonly units: number;
  readonly money: number;
  readonly lines: readonly { readonly name: string; readonly units: number; readonly money: number }[];
}

/** One that asks, in the order of asking. */
export interface Asking {
  readonly transactionId: string;
  readonly ask: OracleAsk;
  /** Its own time, which says the day of its rate. */
  readonly atMs: number;
  readonly askedMs: number;
  /** It has been looked at; until then a row of a file that goes beyond is rejected. */
  state: AskState;
  /** Its upload, null of a call. */
  readonly upload: number | null;
}

export type AskState =
  | { readonly kind: "waits" | "alone" | "beyond" | "rejected" | "gone" }
  | { readonly kind: "linked"; readonly order: OracleOrder; readonly taken: Taken };

interface Taken {
  /** Of the money: the order's, or '' for the suite's. */
  readonly currency: string;
  readonly orders: number;
  readonly units: number;
  readonly money: number;
  readonly lines: readonly { readonly line: number | null; readonly name: string; readonly units: number; readonly money: number }[];
}

export const MONEY_OF_A_CENT = 1e6;

export interface Terms {
  readonly asking: readonly Asking[];
  readonly orders: ReadonlyMap<string, OracleOrder>;
  readonly settings: OracleSettings;
  /** There are rates, of every day. */
  readonly hasRates: boolean;
}

/** Looks at everything that waits, oldest first. */
export function settleAll(asking: readonly Asking[], terms: Omit<Terms, "asking">): void {
  for (const one of asking) {
    if (one.state.kind === "linked" || one.state.kind === "rejected" || one.state.kind === "gone") continue;
    one.state = stateOf(one, { asking, ...terms });
  }
}

export function stateOf(one: Asking, { asking, orders, settings, hasRates }: Terms): AskState {
  const order = orders.get(one.transactionId);
  if (order === undefined) return { kind: "waits" };
  const { ask } = one;
  const saysMoney = ask.revenueCents !== null || ask.products.some(({ revenueCents }) => revenueCents !== null);
  const isOfOrder = !saysMoney || ask.currency === order.currency;
  // Of two currencies nothing is known of each other until there are rates.
  if (!isOfOrder && !hasRates) return { kind: "waits" };
  const isOpen = order.expiresMs > one.askedMs && order.expiresMs >= order.processedMs && order.hitAtMs <= one.askedMs + settings.windowMs;
  if (!isOpen) return { kind: "alone" };
  const before = asking.flatMap(({ state }) => (state.kind === "linked" && state.order === order ? [state.taken] : []));
  const ofOrder = rateOn({ currency: order.currency, atMs: order.hitAtMs, settings });
  const mine = added(before.filter(({ currency }) => currency === order.currency));
  const suites = added(before.filter(({ currency }) => currency !== order.currency));
  const taken = isOfOrder
    ? weigh(ask, { order, before: [mine, changed(suites, (money) => rounded(money / ofOrder))], currency: order.currency })
    : weigh(askIn(ask, rateOn({ currency: ask.currency, atMs: one.atMs, settings })), {
        order: orderIn(order, ofOrder),
        before: [changed(mine, (money) => rounded(money * ofOrder)), suites],
        currency: "",
      });
  return taken === null ? { kind: "beyond" } : { kind: "linked", order, taken };
}

function rateOn({ currency, atMs, settings }: { currency: string; atMs: number; settings: OracleSettings }): number {
  return currency === "" ? 1 : (settings.rateOf?.({ currency, atMs }) ?? Number.NaN);
}

/** The sum of what was taken in one currency. */
function added(parts: readonly Taken[]): Taken {
  const sum = (of: "orders" | "units" | "money") => parts.reduce((total, part) => total + part[of], 0);
  const lines = new Map<number | null, Taken["lines"][number]>();
  for (const line of parts.flatMap((part) => part.lines)) {
    const held = lines.get(line.line);
    lines.set(line.line, held === undefined ? line : { ...held, units: held.units + line.units, money: held.money + line.money });
  }
  return { currency: parts[0]?.currency ?? "", orders: sum("orders"), units: sum("units"), money: sum("money"), lines: [...lines.values()] };
}

function changed(taken: Taken, change: (money: number) => number): Taken {
  return { ...taken, money: change(taken.money), lines: taken.lines.map((line) => ({ ...line, money: change(line.money) })) };
}

function orderIn(order: OracleOrder, rate: number): OracleOrder {
  return { ...order, money: rounded(order.money * rate), lines: order.lines.map((line) => ({ ...line, money: rounded(line.money * rate) })) };
}

function askIn(ask: OracleAsk, rate: number): OracleAsk {
  const inSuite = (cents: number | null) => (cents === null ? null : rounded(cents * MONEY_OF_A_CENT * rate) / MONEY_OF_A_CENT);
  return {
    ...ask,
    revenueCents: inSuite(ask.revenueCents),
    products: ask.products.map((product) => ({ ...product, revenueCents: inSuite(product.revenueCents) })),
  };
}

/** Null when it asks for more than is left. All money is in `currency`. */
function weigh(ask: OracleAsk, { order, before, currency }: { order: OracleOrder; before: readonly Taken[]; currency: string }): Taken | null {
  const left = { orders: order.orders, units: order.units, money: order.money };
  const open = order.lines.map((line) => ({ ...line }));
  for (const taken of before) {
    left.orders -= taken.orders;
    left.units -= taken.units;
    left.money -= taken.money;
    for (const { line, units, money } of taken.lines) {
      const rest = line === null ? undefined : open[line];
      if (rest === undefined) continue;
      rest.units -= units;
      rest.money -= money;
    }
  }
  const said = moneyOf(ask.revenueCents);
  if (ask.products.length === 0 && ask.units === null && (said === null || said === left.money)) {
    const lines = open.flatMap((rest, line) => (rest.units === 0 && rest.money === 0 ? [] : [{ ...rest, line }]));
    if (left.orders === 0 && left.units === 0 && left.money === 0 && lines.length === 0) return null;
    return { currency, orders: Math.max(left.orders, 0), units: Math.max(left.units, 0), money: left.money, lines };
  }
  const lines = linesAsked(ask, { order, open });
  if (lines === null) return null;
  const ofLines = lines.reduce((sum, { money }) => sum + money, 0);
  const isAllSaid = ask.products.every(({ revenueCents }) => revenueCents !== null);
  const money = said ?? (isAllSaid ? ofLines : Math.min(ofLines, left.money));
  const units = ask.units ?? lines.reduce((sum, line) => sum + line.units, 0);
  if (units > Math.max(left.units, 0) || money > Math.max(left.money, 0)) return null;
  return { currency, orders: 0, units, money, lines };
}

type Open = { readonly name: string; units: number; money: number }[];

/** Null when a product is not in the order, or not so much of it. */
function linesAsked(ask: OracleAsk, { order, open }: { order: OracleOrder; open: Open }): Taken["lines"] | null {
  const lines: { line: number | null; name: string; units: number; money: number }[] = [];
  for (const product of ask.products) {
    const money = moneyOf(product.revenueCents);
    if (open.length === 0) {
      lines.push({ line: null, name: product.name, units: product.units ?? 0, money: money ?? 0 });
      continue;
    }
    const found = open.flatMap((rest, line) => (rest.name === product.name ? [{ rest, line, ordered: order.lines[line] }] : []));
    if (found.length === 0) return null;
    let units = product.units ?? (money === null ? found.reduce((sum, { rest }) => sum + rest.units, 0) : 0);
    if (units > found.reduce((sum, { rest }) => sum + rest.units, 0)) return null;
    let moneyLeft = money;
    if (
      money !== null &&
      money >
        Math.max(
          0,
          found.reduce((sum, { rest }) => sum + rest.money, 0),
        )
    )
      return null;
    for (const [at, { rest, line, ordered }] of found.entries()) {
      const here = Math.min(units, rest.units);
      const part = here === rest.units ? rest.money : Math.min(rounded(((ordered?.money ?? 0) * here) / (ordered?.units ?? 1)), rest.money);
      const moneyHere = moneyLeft === null ? part : at === found.length - 1 ? moneyLeft : Math.min(moneyLeft, Math.max(rest.money, 0));
      units -= here;
      if (moneyLeft !== null) moneyLeft -= moneyHere;
      rest.units -= here;
      rest.money -= moneyHere;
      if (here !== 0 || moneyHere !== 0) lines.push({ line, name: rest.name, units: here, money: moneyHere });
    }
  }
  return lines;
}

/** What a refund counts, in the suite's currency by the rate of its own day. */
export function amountsOf(
  { ask, state }: Pick<Asking, "ask" | "state">,
  { atMs, settings }: { atMs: number; settings: OracleSettings },
): Pick<Counted, "orders" | "units" | "revenueCents" | "products"> {
  const inSuite = (money: number, currency: string) =>
    (currency === "" ? money : rounded(money * (settings.rateOf?.({ currency, atMs }) ?? Number.NaN))) / -MONEY_OF_A_CENT + 0;
  const product =
    (currency: string) =>
    (line: { name: string; units: number; money: number }): OracleProduct => ({
      name: line.name,
      units: -line.units + 0,
      revenueCents: inSuite(line.money, currency),
    });
  if (state.kind === "linked") {
    const { taken } = state;
    const { currency } = taken;
    return { orders: -taken.orders + 0, units: -taken.units + 0, revenueCents: inSuite(taken.money, currency), products: taken.lines.map(product(currency)) };
  }
  const isWhole = ask.products.length === 0 && ask.units === null;
  if (state.kind === "beyond" || (state.kind === "waits" && isWhole)) return { orders: 0, units: 0, revenueCents: 0, products: [] };
  const lines = ask.products.map(({ name, units, revenueCents }) => ({ name, units: units ?? 0, money: moneyOf(revenueCents) ?? 0 }));
  const units = ask.units ?? lines.reduce((sum, line) => sum + line.units, 0);
  const money = moneyOf(ask.revenueCents) ?? lines.reduce((sum, line) => sum + line.money, 0);
  return { orders: isWhole ? -1 : 0, units: -units + 0, revenueCents: inSuite(money, ask.currency), products: lines.map(product(ask.currency)) };
}

function moneyOf(cents: number | null): number | null {
  return cents === null ? null : rounded(cents * MONEY_OF_A_CENT);
}

/** Half away from zero, to whole hundred-millionths. */
function rounded(money: number): number {
  return Math.sign(money) * Math.round(Math.abs(money));
}
