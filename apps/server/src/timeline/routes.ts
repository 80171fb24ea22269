import { addNote, explainSale, getSaleLines, getTimeline } from "@rapport/contract/timeline";
import type { Deps } from "../deps.ts";
import { routePos, whileCallerWaits, type App } from "../http/index.ts";
import { writeNote } from "./add-note.ts";
import { explain } from "./explain-sale.ts";
import { readSaleLines, readTimeline } from "./read-timeline.ts";

export function register(app: App, deps: Deps): void {
  routePos(app, addNote, ({ params, body, actor }) => writeNote(deps, { actor, customerId: params.customerId, ...body }));
  routePos(app, getTimeline, ({ params, query, actor, http }) =>
    readTimeline(whileCallerWaits(deps, { http }), { actor, customerId: params.customerId, ...query }),
  );
  routePos(app, getSaleLines, ({ params, actor, http }) => readSaleLines(whileCallerWaits(deps, { http }), { actor, ...params }));
  routePos(app, explainSale, ({ params, actor, http }) => explain(whileCallerWaits(deps, { http }), { actor, ...params }));
}
