import {
  getStore,
  listAddressBooks,
  listLegalEntities,
  listNumberSequences,
  listRegisters,
  listStores,
  listWorkers,
  putAddressBook,
  putLegalEntity,
  putNumberSequence,
  putRegister,
  putStore,
  putWorker,
} from "@rapport/contract/organisation";
import type { Deps } from "../deps.ts";
import { reachOf, route, type App } from "../http/index.ts";
import { listBooks, putBook } from "./address-books.ts";
import { listEntities, putEntity } from "./legal-entities.ts";
import { listSequences, putSequence } from "./number-sequences.ts";
import { listRegistersOf, listStoresOf, putRegisterOf, putStoreOf, readStore } from "./stores.ts";
import { listWorkersOf, putWorkerOf } from "./workers.ts";

export function register(app: App, deps: Deps): void {
  route(app, putLegalEntity, ({ params, body }) => putEntity(deps, { code: params.legalEntity, change: body }));
  route(app, listLegalEntities, async ({ actor }) => {
    const reach = reachOf(actor, listLegalEntities.permission);
    return { legalEntities: (await listEntities(deps)).filter(({ code }) => reach === "all" || reach.has(code)) };
  });
  route(app, putAddressBook, ({ params, body }) => putBook(deps, { ...params, change: body }));
  route(app, listAddressBooks, async ({ params }) => ({ addressBooks: await listBooks(deps, params.legalEntity) }));
  route(app, listStores, async ({ params }) => ({ stores: await listStoresOf(deps, params.legalEntity) }));
  route(app, getStore, ({ params }) => readStore(deps, { legalEntity: params.legalEntity, number: params.store }));
  route(app, putStore, ({ params, body }) => putStoreOf(deps, { legalEntity: params.legalEntity, number: params.store, change: body }));
  route(app, putRegister, ({ params, body }) => putRegisterOf(deps, { legalEntity: params.legalEntity, number: params.register, change: body }));
  route(app, listRegisters, async ({ params }) => ({ registers: await listRegistersOf(deps, params.legalEntity) }));
  route(app, putWorker, ({ params, body: { password, ...change } }) => putWorkerOf(deps, { ...params, change, password }));
  route(app, listWorkers, async ({ params }) => ({ workers: await listWorkersOf(deps, params.legalEntity) }));
  route(app, putNumberSequence, ({ params, body }) => putSequence(deps, { ...params, change: body }));
  route(app, listNumberSequences, async ({ params }) => ({ numberSequences: await listSequences(deps, params.legalEntity) }));
}
