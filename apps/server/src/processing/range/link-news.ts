import type { Deps } from "../../deps.ts";
import { linkWaiting, settleRefunds } from "../../datasources/index.ts";
import type { News } from "./news.ts";

/** Links the rows that waited for hits of a range, and decides the refunds that waited for its orders. It may be repeated. */
export async function linkNews(deps: Pick<Deps, "db" | "pool" | "warehouse" | "clock" | "log">, news: News): Promise<void> {
  await linkWaiting(deps, news);
  await settleRefunds(deps, { suite: news.suite, keys: [...new Set([...news.transactionIds, ...news.refunded])] });
}
