import type { AccountNumber, LegalEntityCode } from "@rapport/contract";
import {
  addActivity,
  addCustomerNote,
  addNote,
  changeActivity,
  changeAnyActivity,
  deleteActivity,
  deleteAnyActivity,
  deleteCustomerNote,
  explainCustomerSale,
  explainSale,
  getAttachment,
  getCustomerSaleLines,
  getCustomerTimeline,
  getPosAttachment,
  getSaleLines,
  getSummary,
  getTimeline,
  listCustomerNotes,
  putAttachment,
  searchPurchases,
  searchTimeline,
} from "@rapport/contract/timeline";
import { customerOfNumber, customerOrRefusal } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import { route, routeFile, routePos, routePosFile, whileCallerWaits, type Actor, type App } from "../http/index.ts";
import { entityOrRefusal } from "../organisation/index.ts";
import { editActivity, logActivity, removeActivity } from "./activities.ts";
import { writeNote } from "./add-note.ts";
import { keepAttachment } from "./attachments/keep-attachment.ts";
import { readAttachment } from "./attachments/read-attachment.ts";
import { addNoteOf, readNotes, removeNote } from "./customer-notes.ts";
import { explain } from "./explain-sale.ts";
import { findPurchases } from "./purchases/search-purchases.ts";
import { summaryOf } from "./summary/read-summary.ts";
import { readSaleLines, readTimeline, type Look } from "./read-timeline.ts";

export function register(app: App, deps: Deps): void {
  routePos(app, addNote, ({ params, body, actor }) => writeNote(deps, { actor, legalEntity: actor.legalEntity, customerId: params.customerId, ...body }));
  routePos(app, addActivity, ({ params, body, actor }) => logActivity(deps, { actor, ...params, ...body }));
  routePos(app, changeActivity, ({ params, query, body, actor }) => editActivity(deps, { actor, ...params, ...query, change: body, asManager: false }));
  routePos(app, changeAnyActivity, ({ params, query, body, actor }) => editActivity(deps, { actor, ...params, ...query, change: body, asManager: true }));
  routePos(app, deleteActivity, async ({ params, query, actor }) => {
    await removeActivity(deps, { actor, ...params, ...query, asManager: false });
    return undefined;
  });
  routePos(app, deleteAnyActivity, async ({ params, query, actor }) => {
    await removeActivity(deps, { actor, ...params, ...query, asManager: true });
    return undefined;
  });
  route(app, listCustomerNotes, ({ params, query, actor }) => readNotes(deps, { ...params, ...query, actor }));
  route(app, addCustomerNote, ({ params, body, actor }) => addNoteOf(deps, { ...params, ...body, actor }));
  route(app, deleteCustomerNote, async ({ params, actor }) => {
    await removeNote(deps, { ...params, actor });
    return undefined;
  });
  route(app, putAttachment, ({ params, actor, http }) => keepAttachment(deps, { ...params, actor, http }));
  routeFile(app, getAttachment, async ({ params, actor }) => readAttachment(deps, { ...params, customerId: await customerOfNumber(deps.db, params), actor }));
  routePosFile(app, getPosAttachment, async ({ params, actor }) => {
    const { legalEntity } = actor;
    await customerOrRefusal(deps.db, { legalEntity, ...params });
    return await readAttachment(deps, { ...params, legalEntity, actor });
  });
  routePos(app, getTimeline, ({ params, query, actor, http }) =>
    readTimeline(whileCallerWaits(deps, { http }), { legalEntity: actor.legalEntity, actor, ...params, ...query }),
  );
  routePos(app, searchTimeline, ({ params, body, actor, http }) =>
    readTimeline(whileCallerWaits(deps, { http }), { legalEntity: actor.legalEntity, actor, ...params, ...body }),
  );
  routePos(app, getSaleLines, ({ params, actor, http }) =>
    readSaleLines(whileCallerWaits(deps, { http }), { legalEntity: actor.legalEntity, actor, ...params }),
  );
  routePos(app, explainSale, ({ params, actor, http }) => explain(whileCallerWaits(deps, { http }), { legalEntity: actor.legalEntity, actor, ...params }));

  routePos(app, searchPurchases, ({ params, body, actor, http }) => findPurchases(whileCallerWaits(deps, { http }), { actor, ...params, ...body }));
  routePos(app, getSummary, ({ params, actor, http }) => summaryOf(whileCallerWaits(deps, { http }), { actor, ...params }));

  route(app, getCustomerTimeline, async ({ params, query, actor, http }) =>
    readTimeline(whileCallerWaits(deps, { http }), { ...(await lookOf(deps, { ...params, actor })), ...query }),
  );
  route(app, getCustomerSaleLines, async ({ params, actor, http }) =>
    readSaleLines(whileCallerWaits(deps, { http }), { ...(await lookOf(deps, { ...params, actor })), sale: params.sale }),
  );
  route(app, explainCustomerSale, async ({ params, actor, http }) =>
    explain(whileCallerWaits(deps, { http }), { ...(await lookOf(deps, { ...params, actor })), transactionId: params.transactionId }),
  );
}

/** Headquarters names a customer by their account number. */
async function lookOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, accountNumber, actor }: { legalEntity: LegalEntityCode; accountNumber: AccountNumber; actor: Actor },
): Promise<Look> {
  await entityOrRefusal(db, legalEntity);
  return { legalEntity, actor, customerId: await customerOfNumber(db, { legalEntity, accountNumber }) };
}
