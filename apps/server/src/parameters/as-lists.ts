import { AttributeCode, LegalEntityCode, Refusal } from "@rapport/contract";
import { Parameters, SearchProperty } from "@rapport/contract/clienteling";
import { NumberReference, NumberSequence } from "@rapport/contract/organisation";
import { codesCell, flagCell, linesCell, numberCell, textCell } from "@rapport/domain/lists";
import { holdForChange } from "@rapport/operational";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { afterChange } from "../http/index.ts";
import { entityOrRefusal, listOf, listSequences, type ListOfThings } from "../organisation/index.ts";
import { putParametersOf, putSequenceOf, readParameters } from "./parameters.ts";

/** `phone | shortcut`: a property, and whether it can be searched alone; one on each line, in their order. */
const CRITERION_LINES = { fields: ["property", "shortcut"], main: "property" } as const;

const ParametersRow = z.object({
  customerAttributeGroup: AttributeCode,
  clientBookAttributeGroup: AttributeCode,
  booksPerCustomer: Parameters.shape.booksPerCustomer,
  measures: Parameters.shape.measures,
  activityTypeHours: Parameters.shape.activityTypeHours,
  searchCriteria: z.array(z.object({ property: SearchProperty, shortcut: z.enum(["", "shortcut"]) })),
  searchAttributes: Parameters.shape.searchAttributes,
  sharesCustomers: Parameters.shape.sharesCustomers,
});

/** The commerce parameters as a CSV file: one row, by the code of the legal entity. */
export const PARAMETERS_AS_LIST: ListOfThings = listOf(LegalEntityCode, ParametersRow, {
  key: "legalEntity",
  // Its rows are always there.
  needs: [],
  cells: {
    customerAttributeGroup: textCell,
    clientBookAttributeGroup: textCell,
    booksPerCustomer: numberCell,
    measures: codesCell,
    activityTypeHours: numberCell,
    searchCriteria: linesCell(CRITERION_LINES),
    searchAttributes: codesCell,
    sharesCustomers: flagCell,
  },
  columnOf: { "measure.twice": "measures", "search.criteria_twice": "searchCriteria", "search.attribute_unfit": "searchAttributes" },
  hold: async (trx, legalEntity) => await holdForChange(trx, ["parameters", legalEntity]),
  async versions(db, { legalEntity }) {
    const code = LegalEntityCode.parse(legalEntity);
    return new Map([[legalEntity, (await readParameters({ db }, code)).saved.version]]);
  },
  async put(deps, { legalEntity, code, change: { searchCriteria, ...change }, actor }) {
    if (code !== legalEntity) throw new Refusal("parameters.one_row", { legalEntity });
    const { saved: _, ...before } = await readParameters(deps, legalEntity);
    const criteria = searchCriteria?.map(({ property, shortcut }) => ({ property, shortcut: shortcut !== "" })) ?? null;
    const named = { ...change, ...(searchCriteria !== undefined && { searchCriteria: criteria }) };
    // An empty cell is the default.
    const after = afterChange(Parameters, { stored: before, change: named });
    return await putParametersOf(deps, { legalEntity, actor, change: differing(named, { before, after }) });
  },
  async all(deps, legalEntity) {
    const { searchCriteria, ...parameters } = await readParameters(deps, legalEntity);
    const criteria = searchCriteria.map(({ property, shortcut }) => ({ property, shortcut: shortcut ? "shortcut" : "" }));
    return [{ ...parameters, legalEntity, searchCriteria: criteria }];
  },
});

/** A sequence has no version of its own. An import only compares versions: this one stands for what is stored, and a higher one for a row that changes it. */
const AS_STORED = 1;

/** What a row would change. A file names everything, also what whoever imports it may not change. */
function differing<T extends object>(change: T, { before, after = change }: { readonly before: object; readonly after?: object }): Partial<T> {
  const [was, is] = [new Map<string, unknown>(Object.entries(before)), new Map<string, unknown>(Object.entries(after))];
  return Object.fromEntries(Object.entries(change).filter(([field]) => !isDeepStrictEqual(is.get(field), was.get(field)))) as Partial<T>;
}

/** Without the fields that are left empty. */
function said<T extends object>(change: T): Partial<T> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null)) as Partial<T>;
}

/** The number sequences as a CSV file, by what they number. What is counted together has no format of its own there. */
export const SEQUENCES_AS_LIST: ListOfThings = listOf(NumberReference, NumberSequence, {
  key: "reference",
  // Its rows are always there.
  needs: [],
  cells: { format: textCell, scope: textCell, next: numberCell, continuous: flagCell, reserve: numberCell, countsWith: textCell },
  columnOf: {
    "number_sequence.not_shared": "countsWith",
    "number_sequence.together": "countsWith",
    "number_sequence.store": "format",
    "number_sequence.no_store": "scope",
  },
  // Sequences that count together are of several legal entities.
  hold: async (trx) => await holdForChange(trx, ["number sequences"]),
  async versions(db, { legalEntity }) {
    const sequences = await listSequences({ db }, LegalEntityCode.parse(legalEntity));
    return new Map(sequences.map(({ reference }) => [reference, AS_STORED]));
  },
  async put(deps, { legalEntity, code: reference, change, actor }) {
    await entityOrRefusal(deps.db, legalEntity);
    const own = async () => (await listSequences(deps, legalEntity)).find((sequence) => sequence.reference === reference);
    const before = await own();
    const together = change.countsWith === undefined ? before?.countsWith : change.countsWith;
    // Empty cells say nothing of what the other legal entity sets.
    const named = together == null ? change : said(change);
    const isNamed = Object.keys(differing(named, { before: before ?? {} })).length > 0;
    // Otherwise it asks nothing of anybody, and nobody has to be allowed anything.
    if (isNamed) await putSequenceOf(deps, { legalEntity, reference, change: named, actor });
    const isSame = !isNamed || isDeepStrictEqual(await own(), before);
    return { saved: { version: isSame ? AS_STORED : AS_STORED + 1, at: deps.clock.now().toISOString(), by: null } };
  },
  async all(deps, legalEntity) {
    const sequences = await listSequences(deps, legalEntity);
    return sequences.map(({ reference, countsWith, ...own }) => ({ reference, countsWith, ...(countsWith === null && own) }));
  },
});
