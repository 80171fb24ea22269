import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import type { FeatureCode } from "../features/definitions.ts";
import { LegalEntityPath } from "../paths.ts";
import type { Permission } from "../permissions.ts";
import { DistributionList, ImportId, ImportMode, ImportProblem, ListColumn, ListImport, OrganisationList } from "./list-import.ts";

const PROBLEMS_A_PAGE = 1_000;

const ofOrganisation = family({
  names: ["exportList", "startListImport", "getListImport", "listImportProblems", "applyListImport", "stopListImport", "getListColumns"],
  path: "/api/legal-entities/:legalEntity/lists/:list",
  params: LegalEntityPath.extend({ list: OrganisationList }),
  permission: "organisation.manage",
  what: "a list of the organisation",
});
const ofEntities = family({
  names: [
    "exportLegalEntities",
    "startLegalEntityImport",
    "getLegalEntityImport",
    "listLegalEntityProblems",
    "applyLegalEntityImport",
    "stopLegalEntityImport",
    "getLegalEntityColumns",
  ],
  path: "/api/lists/legal-entities",
  params: z.object({}),
  permission: "organisation.manage",
  what: "the list of legal entities",
});
const ofCustomers = family({
  names: [
    "exportCustomers",
    "startCustomerImport",
    "getCustomerImport",
    "listCustomerProblems",
    "applyCustomerImport",
    "stopCustomerImport",
    "getCustomerColumns",
  ],
  path: "/api/legal-entities/:legalEntity/lists/customers",
  params: LegalEntityPath,
  permission: "customer.manage",
  what: "the customers of a legal entity",
});
const ofBooks = family({
  names: [
    "exportClientBooks",
    "startClientBookImport",
    "getClientBookImport",
    "listClientBookProblems",
    "applyClientBookImport",
    "stopClientBookImport",
    "getClientBookColumns",
  ],
  path: "/api/legal-entities/:legalEntity/lists/client-books",
  params: LegalEntityPath,
  permission: "customer.manage",
  feature: "clienteling",
  what: "who is in whose client book",
});
const ofDistribution = family({
  names: [
    "exportDistributionList",
    "startDistributionImport",
    "getDistributionImport",
    "listDistributionProblems",
    "applyDistributionImport",
    "stopDistributionImport",
    "getDistributionColumns",
  ],
  path: "/api/legal-entities/:legalEntity/distribution/lists/:list",
  params: LegalEntityPath.extend({ list: DistributionList }),
  permission: "publishing.manage",
  what: "the groups of stores or the schedules of a legal entity",
});
const ofFeatures = family({
  names: ["exportFeatures", "startFeatureImport", "getFeatureImport", "listFeatureProblems", "applyFeatureImport", "stopFeatureImport", "getFeatureColumns"],
  path: "/api/lists/features",
  params: z.object({}),
  permission: "feature.manage",
  what: "which features are on, and from when",
});

export const [exportList, startListImport, getListImport, listImportProblems, applyListImport, stopListImport, getListColumns] = ofOrganisation;
export const [
  exportLegalEntities,
  startLegalEntityImport,
  getLegalEntityImport,
  listLegalEntityProblems,
  applyLegalEntityImport,
  stopLegalEntityImport,
  getLegalEntityColumns,
] = ofEntities;
export const [exportCustomers, startCustomerImport, getCustomerImport, listCustomerProblems, applyCustomerImport, stopCustomerImport, getCustomerColumns] =
  ofCustomers;
export const [
  exportClientBooks,
  startClientBookImport,
  getClientBookImport,
  listClientBookProblems,
  applyClientBookImport,
  stopClientBookImport,
  getClientBookColumns,
] = ofBooks;
export const [
  exportDistributionList,
  startDistributionImport,
  getDistributionImport,
  listDistributionProblems,
  applyDistributionImport,
  stopDistributionImport,
  getDistributionColumns,
] = ofDistribution;
export const [exportFeatures, startFeatureImport, getFeatureImport, listFeatureProblems, applyFeatureImport, stopFeatureImport, getFeatureColumns] = ofFeatures;

/** Export and import of one kind of list. Those of the organisation, of legal entities and of customers have rights and addresses of their own. */
function family<S extends z.ZodRawShape>({
  names: [exported, start, get, problems, apply, stop, columns],
  path,
  params,
  permission,
  feature,
  what,
}: {
  names: readonly [exported: string, start: string, get: string, problems: string, apply: string, stop: string, columns: string];
  path: string;
  params: z.ZodObject<S>;
  permission: Permission;
  feature?: FeatureCode;
  what: string;
}) {
  const one = params.extend({ importId: ImportId });
  const belongs = feature === undefined ? {} : { feature };
  return [
    endpoint({
      name: exported,
      method: "GET",
      path: `${path}/export`,
      permission,
      ...belongs,
      summary: `All of ${what} as CSV in UTF-8, with the columns that an import reads. Importing it again changes nothing.`,
      params,
      query: z.object({ separator: z.enum(["comma", "semicolon", "tab"]).default("comma") }),
      replyKind: "file",
    }),
    endpoint({
      name: start,
      method: "POST",
      path: `${path}/imports`,
      permission,
      ...belongs,
      summary: `Send a CSV file for ${what}, multipart part \`file\`. It is checked first: nothing is stored until it is applied.`,
      params,
      bodyKind: "multipart",
      reply: ListImport,
      status: 201,
    }),
    endpoint({
      name: get,
      method: "GET",
      path: `${path}/imports/:importId`,
      permission,
      ...belongs,
      summary: "What an import does or did, and how far it is.",
      params: one,
      reply: ListImport,
    }),
    endpoint({
      name: problems,
      method: "GET",
      path: `${path}/imports/:importId/problems`,
      permission,
      ...belongs,
      summary: "Rows of an import with a fault, by line, a page at a time; `next` is the `after` of the next page.",
      params: one,
      query: z.object({ after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(PROBLEMS_A_PAGE).default(100) }),
      reply: z.object({ problems: z.array(ImportProblem), next: z.int().nullable() }),
    }),
    endpoint({
      name: apply,
      method: "POST",
      path: `${path}/imports/:importId/apply`,
      permission,
      ...belongs,
      summary: "Store the rows of a checked import: `all` stores every row or none, `good` stores the good ones.",
      params: one,
      body: z.strictObject({ mode: ImportMode }),
      reply: ListImport,
    }),
    endpoint({
      name: stop,
      method: "POST",
      path: `${path}/imports/:importId/stop`,
      permission,
      ...belongs,
      summary:
        "Stop an import, and delete its file. With `good`, rows that are stored by then stay; otherwise nothing of the file is stored. One that has ended stays as it is.",
      params: one,
      bodyKind: "none",
      reply: ListImport,
    }),
    endpoint({
      name: columns,
      method: "GET",
      path: `${path}/columns`,
      permission,
      ...belongs,
      summary: `The columns of a file of ${what}, what stands in their cells, and the values that they can have.`,
      params,
      reply: z.object({ columns: z.array(ListColumn) }),
    }),
  ] as const;
}
