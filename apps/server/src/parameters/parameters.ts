import { AttributeCode, Refusal, type Body, type LegalEntityCode, type Params, type Reply } from "@rapport/contract";
import { Parameters, type getParameters, type putParameters } from "@rapport/contract/clienteling";
import { NumberReference, type putNumberSequence } from "@rapport/contract/organisation";
import { faultOfSearchAttribute } from "@rapport/domain";
import { holdForChange, inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../deps.ts";
import { groupMembers, heldDefinitions, refuseUnknownGroups } from "../attributes/index.ts";
import { featureGate } from "../features/index.ts";
import { afterChange, reachOf, type Actor } from "../http/index.ts";
import { entityOrRefusal, listSequences, putSequence, refuseStale, savedOf, saveParameters, stamp, type Writing } from "../organisation/index.ts";

type StoredParameters = Reply<typeof getParameters>;

/** What is hidden while clienteling is off (R75). */
const CLIENTELING = ["clientBookAttributeGroup", "measures", "activityTypeHours", "booksPerCustomer", "numberSequence"] as const;

/** Changes parameters and number sequences, all of it or nothing, if nobody saved newer ones meanwhile (OG2). */
export async function putParametersOf(
  deps: Pick<Deps, "db" | "clock">,
  { legalEntity, change, ...writing }: Writing & { readonly legalEntity: LegalEntityCode; readonly change: Body<typeof putParameters> },
): Promise<StoredParameters> {
  const { db, clock } = deps;
  const { numberSequence, customerNumberSequence, ...named } = change;
  await entityOrRefusal(db, legalEntity);
  const groups = [named.clientBookAttributeGroup, named.customerAttributeGroup].flatMap((group) => group ?? []);
  if (CLIENTELING.some((field) => change[field] !== undefined)) await featureGate(deps).assertOn("clienteling", writing.actor);
  const sequences = Object.entries({ clientBook: numberSequence, customer: customerNumberSequence }).flatMap(([reference, sequence]) =>
    sequence === undefined ? [] : [{ reference: NumberReference.parse(reference), change: sequence }],
  );
  for (const { change: sequence } of sequences) refuseBeyondReach(writing.actor, sequence);
  const twice = (named.measures ?? []).filter((measure, index, all) => all.indexOf(measure) !== index);
  if (twice.length > 0) throw new Refusal("measure.twice", { measures: [...new Set(twice)] });
  const searched = (named.searchCriteria ?? []).map(({ property }) => property);
  const again = searched.filter((property, index) => searched.indexOf(property) !== index);
  if (again.length > 0) throw new Refusal("search.criteria_twice", { properties: [...new Set(again)] });
  const alike = (named.searchAttributes ?? []).filter((code, index, all) => all.indexOf(code) !== index);
  if (alike.length > 0) throw new Refusal("search.criteria_twice", { properties: [...new Set(alike)] });
  return await inTransaction(db, async (trx) => {
    await holdForChange(trx, ["parameters", legalEntity]);
    const entity = await entityOrRefusal(trx, legalEntity);
    refuseStale(stampOf(entity), { version: writing.version, code: legalEntity });
    await refuseUnknownGroups(trx, { legalEntity, codes: groups });
    const stored = contentOf(entity);
    const parameters = afterChange(Parameters, { stored, change: named });
    if (named.searchAttributes !== undefined || named.customerAttributeGroup !== undefined) await refuseUnfit(trx, { legalEntity, parameters });
    for (const sequence of sequences) await putSequence({ db: trx }, { legalEntity, ...sequence });
    // Without a change there is no new version (OG1).
    if (sequences.length === 0 && isDeepStrictEqual(parameters, stored)) return storedOf(entity);
    await saveParameters(trx, { legalEntity, parameters, ...stamp(writing, clock.now()) });
    return storedOf(await entityOrRefusal(trx, legalEntity));
  });
}

/** The POS searches only by texts and whole numbers of the customer attribute group (CS8). */
async function refuseUnfit(
  trx: Transaction<Database>,
  { legalEntity, parameters }: { readonly legalEntity: LegalEntityCode; readonly parameters: Parameters },
) {
  const { searchAttributes, customerAttributeGroup } = parameters;
  if (searchAttributes.length === 0) return;
  const definitions = await heldDefinitions(trx, legalEntity);
  const members = customerAttributeGroup === null ? [] : await groupMembers(trx, { legalEntity, groups: [customerAttributeGroup] });
  const group = { members: members.map(({ code, display_order: displayOrder }) => ({ attribute: AttributeCode.parse(code), displayOrder })) };
  for (const attribute of searchAttributes) {
    const why = faultOfSearchAttribute(attribute, { definition: definitions.get(attribute), group });
    if (why !== null) throw new Refusal("search.attribute_unfit", { attribute, why });
  }
}

/** The same for the number sequence alone, for whoever saw this version of the parameters (OG2). */
export async function putSequenceOf(
  deps: Pick<Deps, "db" | "clock">,
  { legalEntity, reference, change, ...writing }: Writing & Params<typeof putNumberSequence> & { readonly change: Body<typeof putNumberSequence> },
): Promise<Reply<typeof putNumberSequence>> {
  const { db, clock } = deps;
  await entityOrRefusal(db, legalEntity);
  if (reference === "clientBook") await featureGate(deps).assertOn("clienteling", writing.actor);
  refuseBeyondReach(writing.actor, change);
  return await inTransaction(db, async (trx) => {
    await holdForChange(trx, ["parameters", legalEntity]);
    const entity = await entityOrRefusal(trx, legalEntity);
    refuseStale(stampOf(entity), { version: writing.version, code: legalEntity });
    const before = (await listSequences({ db: trx }, legalEntity)).find((sequence) => sequence.reference === reference);
    const after = await putSequence({ db: trx }, { legalEntity, reference, change });
    if (!isDeepStrictEqual(before, after)) await saveParameters(trx, { legalEntity, parameters: contentOf(entity), ...stamp(writing, clock.now()) });
    return after;
  });
}

/** Numbers are counted together with a legal entity that the person may set up too. */
function refuseBeyondReach(actor: Actor, { countsWith }: { readonly countsWith?: LegalEntityCode | null | undefined }): void {
  if (countsWith == null) return;
  const reach = reachOf(actor, "organisation.manage");
  if (reach !== "all" && !reach.has(countsWith)) throw new Refusal("number_sequence.not_shared", { legalEntity: countsWith });
}

export async function readParameters({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<StoredParameters> {
  return storedOf(await entityOrRefusal(db, legalEntity));
}

type EntityRow = Awaited<ReturnType<typeof entityOrRefusal>>;

function contentOf({
  client_book_attribute_group,
  customer_attribute_group,
  measures,
  activity_type_hours,
  books_per_customer,
  search_criteria,
  search_attributes,
  shares_customers,
}: EntityRow): Parameters {
  return Parameters.parse({
    clientBookAttributeGroup: client_book_attribute_group,
    customerAttributeGroup: customer_attribute_group,
    measures,
    activityTypeHours: activity_type_hours,
    booksPerCustomer: books_per_customer,
    searchCriteria: search_criteria,
    searchAttributes: search_attributes,
    sharesCustomers: shares_customers,
  });
}

function stampOf({ parameters_version: version, parameters_changed_at: changed_at, parameters_changed_by: changed_by }: EntityRow) {
  return { version, changed_at, changed_by };
}

function storedOf(entity: EntityRow): StoredParameters {
  return { ...contentOf(entity), saved: savedOf(stampOf(entity)) };
}
