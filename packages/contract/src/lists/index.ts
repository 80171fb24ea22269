export {
  applyCustomerImport,
  applyLegalEntityImport,
  applyListImport,
  exportCustomers,
  exportLegalEntities,
  exportList,
  getCustomerImport,
  getLegalEntityImport,
  getListImport,
  listCustomerProblems,
  listImportProblems,
  listLegalEntityProblems,
  startCustomerImport,
  startLegalEntityImport,
  startListImport,
} from "./endpoints.ts";
export { ImportFault, ImportId, ImportMode, ImportPhase, ImportProblem, ListImport, ListName, OrganisationList } from "./list-import.ts";
