import type { Body, Reply } from "@rapport/contract";
import type { searchPurchases } from "@rapport/contract/timeline";
import { calendarOf, dayAfter, instantOf } from "@rapport/domain";
import { favouritesOf, findLines, sumsOf } from "@rapport/domain/purchases";
import { z } from "zod";
import { audit } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import { readPlace, writePlace, type PosActor } from "../../http/index.ts";
import { type Look, namesShown } from "../read-timeline.ts";
import { type HistoryLine, purchaseHistory } from "./purchase-history.ts";

const LAST_DAY = "9999-12-31";

type Ask = Body<typeof searchPurchases> & Pick<Look, "customerId"> & { readonly actor: PosActor };

/** A page of the lines that fit, with figures about all that fit (PU1, PU2). */
export async function findPurchases(
  deps: Pick<Deps, "db" | "warehouse" | "clock">,
  { actor, customerId, from, to, cursor, limit, ...wanted }: Ask,
): Promise<Reply<typeof searchPurchases>> {
  const { legalEntity } = actor;
  const after = cursor === null ? null : readPlace(cursor, Place);
  const history = await purchaseHistory(deps, { legalEntity, customerId, stores: namesShown(actor.published) });
  const { lines, currency, timeZone } = history;
  const fitting = findLines(lines, {
    ...wanted,
    from: from === null ? null : startOf(from, timeZone),
    // The day after the last one has no text that compares with others.
    until: to === null || to === LAST_DAY ? null : startOf(dayAfter(to, 1), timeZone),
  });
  const sums = sumsOf(fitting);
  const places = placesOf(fitting);
  const begin = after === null ? 0 : places.findIndex((place) => isAfter(place, after));
  const page = begin === -1 ? [] : fitting.slice(begin, begin + limit);
  const last = places[begin + page.length - 1];
  const isMore = begin !== -1 && begin + page.length < fitting.length;
  await audit(deps, { legalEntity, actor, action: "customer.purchases_viewed", subjects: [customerId] });
  return {
    lines: page.map(({ article: _, ...line }) => line),
    total: fitting.length,
    purchases: new Set(fitting.flatMap(({ kind, sale }) => (kind === "return" ? [] : [sale]))).size,
    spent: { amount: sums.counted ?? "0", currency },
    waiting: sums.waiting,
    favourites: favouritesOf(lines),
    nextCursor: isMore && last !== undefined ? writePlace(last) : null,
  };
}

/** The time, the sale and the number of the line among the sale's fitting ones. What comes or is filtered out meanwhile does not move a page. */
const Place = z.tuple([z.string(), z.string(), z.int()]);
type Place = z.output<typeof Place>;

function placesOf(lines: readonly HistoryLine[]): Place[] {
  let number = 0;
  return lines.map(({ at, sale }, index) => {
    number = lines[index - 1]?.sale === sale ? number + 1 : 0;
    return [at, sale, number];
  });
}

/** In the order of the list: the newest first, then by sale. */
function isAfter([at, sale, line]: Place, [ofAt, ofSale, ofLine]: Place): boolean {
  if (at !== ofAt) return at < ofAt;
  return sale === ofSale ? line > ofLine : sale > ofSale;
}

function startOf(day: string, timeZone: string): string {
  const local = Date.parse(day);
  return new Date(instantOf(local, calendarOf(timeZone).offsets(local))).toISOString();
}
