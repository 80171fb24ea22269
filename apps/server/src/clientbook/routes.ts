import {
  addToClientBook,
  clientBookFacets,
  getClientBook,
  getClientBookEntries,
  leaveClients,
  listBookOwners,
  listClientBooks,
  listLeaves,
  listReassignTargets,
  moveClientBookEntries,
  previewLeave,
  putClientBookEntries,
  reassignClients,
  removeClientBookEntries,
  removeClients,
  removeFromClientBook,
  searchClientBook,
  searchStoreBooks,
  storeBookFacets,
  undoBookAction,
  undoLeave,
} from "@rapport/contract/clienteling";
import { createCustomer, getCustomerBooks } from "@rapport/contract/customers";
import type { Deps } from "../deps.ts";
import { route, routePos, type App } from "../http/index.ts";
import { addClient } from "./add-clients.ts";
import { createClient } from "./create-client.ts";
import { leave, leavesOfWorker, previewLeaveOf } from "./leave.ts";
import { listBooks, listOwners, readBook } from "./list-books.ts";
import { moveEntries, removeFromBook } from "./move-entries.ts";
import { putEntries } from "./put-entries.ts";
import { readEntries } from "./read-entries.ts";
import { readStays } from "./read-stays.ts";
import { readFacets } from "./read-facets.ts";
import { reassign, reassignTargets } from "./reassign.ts";
import { removeClient } from "./remove-client.ts";
import { removeMany } from "./remove-clients.ts";
import { searchBook } from "./search-book.ts";
import { searchStore, storeFacets } from "./search-store-books.ts";
import { undoAction } from "./undo-action.ts";
import { undoLeaveOf } from "./undo-leave.ts";

export function register(app: App, deps: Deps): void {
  routePos(app, searchClientBook, ({ body, actor }) => searchBook(deps, { ...body, actor }));
  routePos(app, searchStoreBooks, ({ body, actor }) => searchStore(deps, { ...body, actor }));
  routePos(app, storeBookFacets, ({ body, actor }) => storeFacets(deps, { actor, query: body }));
  routePos(app, reassignClients, ({ body, actor }) => reassign(deps, { ...body, actor }));
  routePos(app, listReassignTargets, ({ actor }) => reassignTargets(deps, actor));
  routePos(app, clientBookFacets, async ({ body, actor }) => ({ facets: await readFacets(deps, { actor, query: body }) }));
  routePos(app, addToClientBook, ({ params, actor }) => addClient(deps, { actor, customerId: params.customerId }));
  routePos(app, createCustomer, async ({ params, body, actor }) => {
    // A book exists for people only while the feature is on.
    if (body.intoMyBook) await app.features.assertOn("clienteling", actor);
    return await createClient(deps, { ...params, ...body, actor });
  });
  routePos(app, removeFromClientBook, ({ params, actor }) => removeClient(deps, { actor, customerId: params.customerId }));
  routePos(app, removeClients, ({ body, actor }) => removeMany(deps, { ...body, actor }));
  routePos(app, undoBookAction, ({ params, actor }) => undoAction(deps, { ...params, actor }));
  route(app, listClientBooks, ({ params, query }) => listBooks(deps, { ...params, list: query }));
  route(app, listBookOwners, ({ params }) => listOwners(deps, params.legalEntity));
  route(app, getClientBook, ({ params }) => readBook(deps, params));
  route(app, moveClientBookEntries, ({ params, body, actor }) => moveEntries(deps, { ...params, ...body, actor }));
  route(app, removeClientBookEntries, ({ params, body, actor }) => removeFromBook(deps, { ...params, ...body, actor }));
  route(app, previewLeave, ({ params, body }) => previewLeaveOf(deps, { ...params, ...body }));
  route(app, leaveClients, ({ params, body, actor }) => leave(deps, { ...params, ...body, actor }));
  route(app, listLeaves, ({ params }) => leavesOfWorker(deps, params));
  route(app, undoLeave, ({ params, actor }) => undoLeaveOf(deps, { ...params, actor }));
  route(app, putClientBookEntries, ({ params, query, body, actor }) => putEntries(deps, { ...params, ...query, ...body, actor }));
  route(app, getCustomerBooks, ({ params, actor }) => readStays(deps, { ...params, actor }));
  route(app, getClientBookEntries, ({ params, query, actor }) => readEntries(deps, { ...params, after: query.after, limit: query.limit, actor }));
}
