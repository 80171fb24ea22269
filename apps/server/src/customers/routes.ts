import {
  changeCustomer,
  deleteCustomerPhoto,
  findAlikeAtStore,
  findAlikeCustomers,
  findByCode,
  findCustomers,
  getCustomer,
  getCustomerAtStore,
  getCustomerByNumber,
  getCustomerForm,
  getCustomerFilters,
  getCustomerPhoto,
  getCustomerProfile,
  getNewCustomerAtStore,
  getNewCustomerForm,
  getPosCustomerPhoto,
  getSearchCriteria,
  listCustomers,
  openParty,
  putCustomer,
  putCustomerPhoto,
  putCustomers,
  searchCustomers,
  searchParties,
} from "@rapport/contract/customers";
import type { Deps } from "../deps.ts";
import { route, routeFile, routePos, routePosFile, type App } from "../http/index.ts";
import { changeAtStore, readStoreForm } from "./edit-at-store.ts";
import { putOne, readForm } from "./edit-customer.ts";
import { withCode } from "./find-by-code.ts";
import { listCustomersAsked, readFilters } from "./list-customers.ts";
import { findAlike, readNewForm } from "./make-customer.ts";
import { alikeAtStore, readNewStoreForm } from "./make-at-store.ts";
import { openPartyAtStore } from "./open-party.ts";
import { partiesAtRegister, sharesCustomers } from "./search-parties.ts";
import { putAll } from "./put-customers.ts";
import { readAfterNumber, readByNumber } from "./read-by-number.ts";
import { deletePhoto, keepPhoto } from "./photo/keep-photo.ts";
import { readPhoto } from "./photo/read-photo.ts";
import { customerOrRefusal, readDetails } from "./read-customer.ts";
import { customerOfNumber, readProfile } from "./read-profile.ts";
import { criteriaOf, searchAtRegister, shortcutAttributesOf } from "./search.ts";

export function register(app: App, deps: Deps): void {
  route(app, putCustomers, ({ params, query, body, actor }) => putAll(deps, { ...params, ...query, ...body, actor }));
  route(app, listCustomers, ({ params, query, actor }) => readAfterNumber(deps, { ...params, after: query.after, limit: query.limit, actor }));
  route(app, getCustomerByNumber, ({ params, actor }) => readByNumber(deps, { ...params, actor }));
  route(app, findCustomers, ({ params, body, actor }) => listCustomersAsked(deps, { ...params, ...body, actor }));
  route(app, getCustomerFilters, ({ params }) => readFilters(deps, params.legalEntity));
  route(app, getCustomerProfile, ({ params, actor }) => readProfile(deps, { ...params, actor }));
  route(app, getCustomerForm, ({ params, actor }) => readForm(deps, { ...params, actor }));
  route(app, getNewCustomerForm, ({ params }) => readNewForm(deps, params.legalEntity));
  route(app, findAlikeCustomers, ({ params, body, actor }) => findAlike(deps, { ...params, ...body, actor }));
  route(app, putCustomer, ({ params, query, body, actor }) => putOne(deps, { ...params, ...query, change: body, actor }));
  route(app, putCustomerPhoto, ({ params, actor, http }) => keepPhoto(deps, { ...params, actor, http }));
  route(app, deleteCustomerPhoto, ({ params, actor }) => deletePhoto(deps, { ...params, actor }));
  routeFile(app, getCustomerPhoto, async ({ params, actor }) =>
    readPhoto(deps, { legalEntity: params.legalEntity, customerId: await customerOfNumber(deps.db, params), actor }),
  );
  routePosFile(app, getPosCustomerPhoto, async ({ params: { customerId }, actor }) => {
    const { legalEntity } = actor;
    await customerOrRefusal(deps.db, { legalEntity, customerId });
    return await readPhoto(deps, { legalEntity, customerId, actor });
  });
  routePos(app, searchCustomers, ({ body, actor }) => searchAtRegister(deps, { ...body, actor }));
  routePos(app, getSearchCriteria, ({ actor }) => ({
    criteria: [...criteriaOf(actor)],
    attributes: shortcutAttributesOf(actor),
    parties: sharesCustomers(actor) && actor.permissions.has("customer.create"),
  }));
  routePos(app, getCustomerAtStore, ({ params, actor }) => readStoreForm(deps, { ...params, actor }));
  routePos(app, changeCustomer, async ({ params, query, body, actor }) => {
    await changeAtStore(deps, { ...params, ...query, change: body, actor });
    return undefined;
  });
  routePos(app, getNewCustomerAtStore, ({ actor }) => readNewStoreForm(deps, actor));
  routePos(app, findAlikeAtStore, ({ body, actor }) => alikeAtStore(deps, { ...body, actor }));
  routePos(app, findByCode, ({ body, actor }) => withCode(deps, { ...body, actor }));
  routePos(app, searchParties, ({ body, actor }) => partiesAtRegister(deps, { ...body, actor }));
  routePos(app, openParty, ({ params, body, actor }) => openPartyAtStore(deps, { ...params, ...body, actor }));
  routePos(app, getCustomer, ({ params, actor }) => readDetails(deps, { actor, customerId: params.customerId }));
}
