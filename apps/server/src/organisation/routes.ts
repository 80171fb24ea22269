import {
  deleteAddressBook,
  deletePermissionGroup,
  deleteRegister,
  deleteLegalEntity,
  deleteStore,
  deleteWorker,
  endSignInWait,
  getAddressBook,
  getLegalEntity,
  getPermissionGroup,
  getRegister,
  getSignInWait,
  getStore,
  getWorker,
  listAddressBooks,
  listLegalEntities,
  listNumberSequences,
  listOwnLegalEntities,
  listPermissionGroups,
  listRegisters,
  listStores,
  listWorkers,
  putAddressBook,
  putLegalEntity,
  putPermissionGroup,
  putRegister,
  putStore,
  putWorker,
} from "@rapport/contract/organisation";
import { changePosPassword } from "@rapport/contract/sessions";
import type { Deps } from "../deps.ts";
import { POS_COOKIE, reachOf, route, routePos, type App } from "../http/index.ts";
import { callerOf, tokenOf } from "../sessions/index.ts";
import { deleteBook, listBooks, putBook, readBook } from "./address-books.ts";
import { deleteEntity, listEntities, listOwnEntities, putEntity, readEntity } from "./legal-entities.ts";
import { listSequences } from "./numbers/number-sequences.ts";
import { changeWorkersOwn, endWaitOf, readSignInWait } from "./own-password.ts";
import { deleteGroup, listGroups, putGroup, readGroup } from "./permission-groups.ts";
import { deleteRegisterOf, listRegistersOf, putRegisterOf, readRegister } from "./registers.ts";
import { deleteStoreOf, listStoresOf, putStoreOf, readStore } from "./stores.ts";
import { deleteWorkerOf, listWorkersOf, putWorkerOf, readWorker } from "./workers.ts";

export function register(app: App, deps: Deps): void {
  route(app, putLegalEntity, ({ params, query, body, actor }) => putEntity(deps, { code: params.legalEntity, ...query, change: body, actor }));
  route(app, listLegalEntities, ({ query, actor }) => listEntities(deps, { list: query, reach: reachOf(actor, listLegalEntities.permission) }));
  route(app, listOwnLegalEntities, async ({ actor }) => ({ legalEntities: await listOwnEntities(deps, actor) }));
  route(app, getLegalEntity, ({ params }) => readEntity(deps, params));
  route(app, putAddressBook, ({ params, query, body, actor }) => putBook(deps, { ...params, ...query, change: body, actor }));
  route(app, listAddressBooks, ({ params, query }) => listBooks(deps, { ...params, list: query }));
  route(app, getAddressBook, ({ params }) => readBook(deps, params));
  route(app, deleteAddressBook, ({ params, query: { version } }) => deleteBook(deps, { ...params, version }));
  route(app, listStores, ({ params, query }) => listStoresOf(deps, { ...params, list: query }));
  route(app, getStore, ({ params }) => readStore(deps, { legalEntity: params.legalEntity, number: params.store }));
  route(app, putStore, ({ params: { legalEntity, store }, query, body, actor }) =>
    putStoreOf(deps, { legalEntity, number: store, ...query, change: body, actor }),
  );
  route(app, deleteLegalEntity, ({ params: { legalEntity: code }, query: { version }, actor }) => deleteEntity(deps, { code, version, actor }));
  route(app, deleteStore, ({ params: { legalEntity, store }, query: { version } }) => deleteStoreOf(deps, { legalEntity, number: store, version }));
  route(app, putRegister, ({ params, query, body, actor }) =>
    putRegisterOf(deps, { legalEntity: params.legalEntity, number: params.register, ...query, change: body, actor }),
  );
  route(app, listRegisters, ({ params, query }) => listRegistersOf(deps, { ...params, list: query }));
  route(app, getRegister, ({ params }) => readRegister(deps, { legalEntity: params.legalEntity, number: params.register }));
  route(app, deleteRegister, ({ params, query: { version } }) => deleteRegisterOf(deps, { legalEntity: params.legalEntity, number: params.register, version }));
  route(app, putPermissionGroup, ({ params, query, body, actor }) => putGroup(deps, { ...params, ...query, change: body, actor }));
  route(app, listPermissionGroups, ({ params, query }) => listGroups(deps, { ...params, list: query }));
  route(app, getPermissionGroup, ({ params }) => readGroup(deps, params));
  route(app, deletePermissionGroup, ({ params, query: { version } }) => deleteGroup(deps, { ...params, version }));
  route(app, putWorker, ({ params, query, body: { password, mustChangePassword, ...change }, actor }) =>
    putWorkerOf(deps, { ...params, ...query, change, password, mustChangePassword, actor }),
  );
  route(app, listWorkers, ({ params, query }) => listWorkersOf(deps, { ...params, list: query }));
  route(app, getWorker, ({ params }) => readWorker(deps, params));
  route(app, deleteWorker, ({ params, query: { version } }) => deleteWorkerOf(deps, { ...params, version }));
  route(app, getSignInWait, ({ params }) => readSignInWait(deps, params));
  route(app, endSignInWait, ({ params, actor }) => endWaitOf(deps, { ...params, actor }));
  routePos(app, changePosPassword, ({ actor, body, http }) => changeWorkersOwn(deps, { ...body, actor, token: tokenOf(http, POS_COOKIE), ...callerOf(http) }));
  route(app, listNumberSequences, async ({ params }) => ({ numberSequences: await listSequences(deps, params.legalEntity) }));
}
