import {
  listLegalEntities,
  listStores,
  putAddressBook,
  putLegalEntity,
  putNumberSequence,
  putRegister,
  putStore,
  putWorker,
} from "@rapport/contract/organisation";
import type { Deps } from "../deps.ts";
import { route, type App } from "../http/index.ts";
import { putBook } from "./address-books.ts";
import { listEntities, putEntity } from "./legal-entities.ts";
import { putSequence } from "./number-sequences.ts";
import { listStoresOf, putRegisterOf, putStoreOf } from "./stores.ts";
import { putWorkerOf } from "./workers.ts";

export function register(app: App, deps: Deps): void {
  route(app, putLegalEntity, ({ params, body }) => putEntity(deps, { code: params.legalEntity, ...body }));
  route(app, listLegalEntities, async () => ({ legalEntities: await listEntities(deps) }));
  route(app, putAddressBook, ({ params, body }) => putBook(deps, { ...params, ...body }));
  route(app, listStores, async ({ params }) => ({ stores: await listStoresOf(deps, params.legalEntity) }));
  route(app, putStore, ({ params, body }) => putStoreOf(deps, { legalEntity: params.legalEntity, store: { number: params.store, ...body } }));
  route(app, putRegister, ({ params, body }) => putRegisterOf(deps, { legalEntity: params.legalEntity, register: { number: params.register, ...body } }));
  route(app, putWorker, ({ params, body: { password, ...worker } }) => putWorkerOf(deps, { ...params, worker, password }));
  route(app, putNumberSequence, ({ params, body }) =>
    putSequence(deps, { legalEntity: params.legalEntity, sequence: { reference: params.reference, ...body } }),
  );
}
