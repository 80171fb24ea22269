import {
  applyClientBookImport,
  applyCustomerImport,
  applyDistributionImport,
  applyFeatureImport,
  applyLegalEntityImport,
  applyListImport,
  exportClientBooks,
  exportCustomers,
  exportDistributionList,
  exportFeatures,
  exportLegalEntities,
  exportList as exportListEndpoint,
  getClientBookColumns,
  getClientBookImport,
  getCustomerColumns,
  getCustomerImport,
  getDistributionColumns,
  getDistributionImport,
  getFeatureColumns,
  getFeatureImport,
  getLegalEntityColumns,
  getLegalEntityImport,
  getListColumns,
  getListImport,
  listClientBookProblems,
  listCustomerProblems,
  listDistributionProblems,
  listFeatureProblems,
  listImportProblems,
  listLegalEntityProblems,
  startClientBookImport,
  startCustomerImport,
  startDistributionImport,
  startFeatureImport,
  startLegalEntityImport,
  startListImport,
  stopClientBookImport,
  stopCustomerImport,
  stopDistributionImport,
  stopFeatureImport,
  stopLegalEntityImport,
  stopListImport,
} from "@rapport/contract/lists";
import type { Deps } from "../deps.ts";
import { route, routeFile, type App } from "../http/index.ts";
import { describeColumns } from "./describe-columns.ts";
import { exportList } from "./export-list.ts";
import { applyImport, readImport, readProblems, startImport, stopImport } from "./imports.ts";

const ENTITIES = { list: "legal-entities", legalEntity: null } as const;
const BOOKS = { list: "client-books" } as const;
const CUSTOMERS = { list: "customers" } as const;

const FEATURES = { list: "features", legalEntity: null } as const;

export function register(app: App, deps: Deps): void {
  routeFile(app, exportListEndpoint, ({ params, query, actor }) => exportList(deps, { ...params, ...query, actor }));
  route(app, startListImport, ({ params, actor, http }) => startImport(deps, { ...params, actor, http }));
  route(app, getListImport, ({ params }) => readImport(deps, params));
  route(app, listImportProblems, ({ params, query }) => readProblems(deps, { ...params, ...query }));
  route(app, applyListImport, ({ params, body, actor }) => applyImport(deps, { ...params, ...body, actor }));
  route(app, stopListImport, ({ params }) => stopImport(deps, params));
  route(app, getListColumns, ({ params, actor }) => describeColumns(deps, { ...params, actor }));

  routeFile(app, exportCustomers, ({ params, query, actor }) => exportList(deps, { ...CUSTOMERS, ...params, ...query, actor }));
  route(app, startCustomerImport, ({ params, actor, http }) => startImport(deps, { ...CUSTOMERS, ...params, actor, http }));
  route(app, getCustomerImport, ({ params }) => readImport(deps, { ...CUSTOMERS, ...params }));
  route(app, listCustomerProblems, ({ params, query }) => readProblems(deps, { ...CUSTOMERS, ...params, ...query }));
  route(app, applyCustomerImport, ({ params, body, actor }) => applyImport(deps, { ...CUSTOMERS, ...params, ...body, actor }));
  route(app, stopCustomerImport, ({ params }) => stopImport(deps, { ...CUSTOMERS, ...params }));
  route(app, getCustomerColumns, ({ params, actor }) => describeColumns(deps, { ...CUSTOMERS, ...params, actor }));

  routeFile(app, exportClientBooks, ({ params, query, actor }) => exportList(deps, { ...BOOKS, ...params, ...query, actor }));
  route(app, startClientBookImport, ({ params, actor, http }) => startImport(deps, { ...BOOKS, ...params, actor, http }));
  route(app, getClientBookImport, ({ params }) => readImport(deps, { ...BOOKS, ...params }));
  route(app, listClientBookProblems, ({ params, query }) => readProblems(deps, { ...BOOKS, ...params, ...query }));
  route(app, applyClientBookImport, ({ params, body, actor }) => applyImport(deps, { ...BOOKS, ...params, ...body, actor }));
  route(app, stopClientBookImport, ({ params }) => stopImport(deps, { ...BOOKS, ...params }));
  route(app, getClientBookColumns, ({ params, actor }) => describeColumns(deps, { ...BOOKS, ...params, actor }));

  routeFile(app, exportLegalEntities, ({ query, actor }) => exportList(deps, { ...ENTITIES, ...query, actor }));
  route(app, startLegalEntityImport, ({ actor, http }) => startImport(deps, { ...ENTITIES, actor, http }));
  route(app, getLegalEntityImport, ({ params }) => readImport(deps, { ...ENTITIES, ...params }));
  route(app, listLegalEntityProblems, ({ params, query }) => readProblems(deps, { ...ENTITIES, ...params, ...query }));
  route(app, applyLegalEntityImport, ({ params, body, actor }) => applyImport(deps, { ...ENTITIES, ...params, ...body, actor }));
  route(app, stopLegalEntityImport, ({ params }) => stopImport(deps, { ...ENTITIES, ...params }));
  route(app, getLegalEntityColumns, ({ actor }) => describeColumns(deps, { ...ENTITIES, actor }));

  routeFile(app, exportDistributionList, ({ params, query, actor }) => exportList(deps, { ...params, ...query, actor }));
  route(app, startDistributionImport, ({ params, actor, http }) => startImport(deps, { ...params, actor, http }));
  route(app, getDistributionImport, ({ params }) => readImport(deps, params));
  route(app, listDistributionProblems, ({ params, query }) => readProblems(deps, { ...params, ...query }));
  route(app, applyDistributionImport, ({ params, body, actor }) => applyImport(deps, { ...params, ...body, actor }));
  route(app, stopDistributionImport, ({ params }) => stopImport(deps, params));
  route(app, getDistributionColumns, ({ params, actor }) => describeColumns(deps, { ...params, actor }));

  routeFile(app, exportFeatures, ({ query, actor }) => exportList(deps, { ...FEATURES, ...query, actor }));
  route(app, startFeatureImport, ({ actor, http }) => startImport(deps, { ...FEATURES, actor, http }));
  route(app, getFeatureImport, ({ params }) => readImport(deps, { ...FEATURES, ...params }));
  route(app, listFeatureProblems, ({ params, query }) => readProblems(deps, { ...FEATURES, ...params, ...query }));
  route(app, applyFeatureImport, ({ params, body, actor }) => applyImport(deps, { ...FEATURES, ...params, ...body, actor }));
  route(app, stopFeatureImport, ({ params }) => stopImport(deps, { ...FEATURES, ...params }));
  route(app, getFeatureColumns, ({ actor }) => describeColumns(deps, { ...FEATURES, actor }));
}
