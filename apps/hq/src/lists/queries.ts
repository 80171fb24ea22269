import { ask, askWithFile } from "@rapport/app-shell";
import {
  applyClientBookImport,
  applyCustomerImport,
  applyDistributionImport,
  applyFeatureImport,
  applyLegalEntityImport,
  applyListImport,
  DistributionList,
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
  type ImportId,
  type ImportMode,
  type ImportProblem,
  listClientBookProblems,
  listCustomerProblems,
  listDistributionProblems,
  listFeatureProblems,
  type ListImport,
  listImportProblems,
  listLegalEntityProblems,
  type ListName,
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
import { queryOptions } from "@tanstack/react-query";

/** A list of a legal entity; the list of legal entities has none. */
export interface ListPlace {
  readonly list: ListName;
  readonly legalEntity: string;
}

interface OneImport extends ListPlace {
  readonly importId: ImportId;
}

/** A list of the whole installation. */
export function isOfHouse(list: ListName): boolean {
  return list === "legal-entities" || list === "features";
}

/** A list of distribution. */
export function isOfDistribution(list: ListName): list is DistributionList {
  return DistributionList.safeParse(list).success;
}

/** The address under which the list's export and imports are. */
function addressOf({ list, legalEntity }: ListPlace): string {
  if (isOfHouse(list)) return `/api/lists/${list}`;
  return `/api/legal-entities/${encodeURIComponent(legalEntity)}/${isOfDistribution(list) ? "distribution/" : ""}lists/${list}`;
}

export function exportAddress(place: ListPlace, separator: "comma" | "semicolon"): string {
  return `${addressOf(place)}/export?separator=${separator}`;
}

/** The columns of the list's file. */
export function columnsQuery(place: ListPlace) {
  return queryOptions({ queryKey: ["list-columns", place], queryFn: async () => (await readColumns(place)).columns });
}

async function readColumns({ list, legalEntity }: ListPlace) {
  if (list === "legal-entities") return await ask(getLegalEntityColumns);
  if (list === "features") return await ask(getFeatureColumns);
  if (list === "client-books") return await ask(getClientBookColumns, { params: { legalEntity } });
  if (list === "customers") return await ask(getCustomerColumns, { params: { legalEntity } });
  if (isOfDistribution(list)) return await ask(getDistributionColumns, { params: { legalEntity, list } });
  return await ask(getListColumns, { params: { legalEntity, list } });
}

/** Sends a file. The answer comes when it is stored; a job checks it then. */
export async function sendList({ list, legalEntity }: ListPlace, file: File): Promise<ListImport> {
  if (list === "legal-entities") return await askWithFile(startLegalEntityImport, {}, file);
  if (list === "features") return await askWithFile(startFeatureImport, {}, file);
  if (list === "client-books") return await askWithFile(startClientBookImport, { params: { legalEntity } }, file);
  if (list === "customers") return await askWithFile(startCustomerImport, { params: { legalEntity } }, file);
  if (isOfDistribution(list)) return await askWithFile(startDistributionImport, { params: { legalEntity, list } }, file);
  return await askWithFile(startListImport, { params: { legalEntity, list } }, file);
}

/** What an import does or did. Asked for again while work on it is under way. */
export function importQuery(of: OneImport) {
  return queryOptions({
    queryKey: ["list-import", of],
    queryFn: () => readImport(of),
    refetchInterval: ({ state }) => (state.data !== undefined && isUnderWay(state.data) ? 400 : false),
  });
}

export function isUnderWay({ phase }: ListImport): boolean {
  return phase === "checking" || phase === "applying";
}

async function readImport({ list, legalEntity, importId }: OneImport): Promise<ListImport> {
  if (list === "legal-entities") return await ask(getLegalEntityImport, { params: { importId } });
  if (list === "features") return await ask(getFeatureImport, { params: { importId } });
  if (list === "client-books") return await ask(getClientBookImport, { params: { legalEntity, importId } });
  if (list === "customers") return await ask(getCustomerImport, { params: { legalEntity, importId } });
  if (isOfDistribution(list)) return await ask(getDistributionImport, { params: { legalEntity, list, importId } });
  return await ask(getListImport, { params: { legalEntity, list, importId } });
}

export async function applyImport({ list, legalEntity, importId }: OneImport, mode: ImportMode): Promise<ListImport> {
  const body = { mode };
  if (list === "legal-entities") return await ask(applyLegalEntityImport, { params: { importId }, body });
  if (list === "features") return await ask(applyFeatureImport, { params: { importId }, body });
  if (list === "client-books") return await ask(applyClientBookImport, { params: { legalEntity, importId }, body });
  if (list === "customers") return await ask(applyCustomerImport, { params: { legalEntity, importId }, body });
  if (isOfDistribution(list)) return await ask(applyDistributionImport, { params: { legalEntity, list, importId }, body });
  return await ask(applyListImport, { params: { legalEntity, list, importId }, body });
}

/** Ends an import. Good rows that are stored by then stay. */
export async function stopImport({ list, legalEntity, importId }: OneImport): Promise<ListImport> {
  if (list === "legal-entities") return await ask(stopLegalEntityImport, { params: { importId } });
  if (list === "features") return await ask(stopFeatureImport, { params: { importId } });
  if (list === "client-books") return await ask(stopClientBookImport, { params: { legalEntity, importId } });
  if (list === "customers") return await ask(stopCustomerImport, { params: { legalEntity, importId } });
  if (isOfDistribution(list)) return await ask(stopDistributionImport, { params: { legalEntity, list, importId } });
  return await ask(stopListImport, { params: { legalEntity, list, importId } });
}

export const PROBLEMS_SHOWN = 100;

/** The first rows with a fault. They are read again when a phase ends. */
export function problemsQuery(of: OneImport, { phase }: ListImport) {
  return queryOptions({
    queryKey: ["list-import", of, "problems", phase],
    queryFn: async () => (await readProblems(of, { after: 0, limit: PROBLEMS_SHOWN })).problems,
  });
}

/** All of them. */
export async function everyProblem(of: OneImport): Promise<ImportProblem[]> {
  const found: ImportProblem[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: Awaited<ReturnType<typeof readProblems>> = await readProblems(of, { after, limit: 1_000 });
    found.push(...page.problems);
    after = page.next;
  }
  return found;
}

async function readProblems({ list, legalEntity, importId }: OneImport, query: { after: number; limit: number }) {
  if (list === "legal-entities") return await ask(listLegalEntityProblems, { params: { importId }, query });
  if (list === "features") return await ask(listFeatureProblems, { params: { importId }, query });
  if (list === "client-books") return await ask(listClientBookProblems, { params: { legalEntity, importId }, query });
  if (list === "customers") return await ask(listCustomerProblems, { params: { legalEntity, importId }, query });
  if (isOfDistribution(list)) return await ask(listDistributionProblems, { params: { legalEntity, list, importId }, query });
  return await ask(listImportProblems, { params: { legalEntity, list, importId }, query });
}
