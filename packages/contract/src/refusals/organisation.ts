import { z } from "zod";
import { featureName } from "../features/definitions.ts";
import { reason } from "./reason.ts";
import { counted, listed, NONE } from "./saying.ts";

const OfLegalEntity = z.object({ legalEntity: z.string() });
const Codes = OfLegalEntity.extend({ codes: z.array(z.string()) });

const Operations = z.object({ operations: z.array(z.int()) });

/** How many of each kind use a part of the organisation. */
const Uses = z.object({
  stores: z.int(),
  registers: z.int(),
  workers: z.int(),
  customers: z.int(),
  clientBooks: z.int(),
  activities: z.int(),
  notes: z.int(),
  addressBooks: z.int(),
  permissionGroups: z.int(),
  attributeGroups: z.int(),
  attributes: z.int(),
  attributeTypes: z.int(),
  activityTypes: z.int(),
  roles: z.int(),
  apiKeys: z.int(),
  screenLayouts: z.int(),
  imports: z.int(),
  numberSequences: z.int(),
});
const USES = {
  stores: ["store", "stores"],
  registers: ["register", "registers"],
  workers: ["worker", "workers"],
  customers: ["customer", "customers"],
  clientBooks: ["client book", "client books"],
  activities: ["activity", "activities"],
  notes: ["note", "notes"],
  addressBooks: ["address book", "address books"],
  permissionGroups: ["permission group", "permission groups"],
  attributeGroups: ["attribute group", "attribute groups"],
  attributes: ["attribute", "attributes"],
  attributeTypes: ["attribute type", "attribute types"],
  activityTypes: ["activity type", "activity types"],
  roles: ["role of a person", "roles of people"],
  apiKeys: ["API key", "API keys"],
  screenLayouts: ["screen layout", "screen layouts"],
  imports: ["unfinished import", "unfinished imports"],
  numberSequences: ["legal entity that counts its numbers with it", "legal entities that count their numbers with it"],
} as const satisfies Record<keyof z.infer<typeof Uses>, readonly [string, string]>;

const OfFeature = z.object({ feature: z.string() });

/** Legal entities, stores, workers, number sequences and parameters. */
export const ORGANISATION_REASONS = {
  "address_book.unknown": reason("invalid", Codes, ({ legalEntity, codes }) => `Legal entity ${legalEntity} has no address book ${listed(codes)}.`),
  "password.weak": reason("invalid", NONE, () => "Choose another password."),
  "legal_entity.currency_settled": reason(
    "conflict",
    z.object({ legalEntity: z.string(), currency: z.string() }),
    ({ legalEntity, currency }) => `Customers of legal entity ${legalEntity} have amounts in ${currency}, so its currency cannot change.`,
  ),
  "address_book.missing": reason(
    "not_found",
    OfLegalEntity.extend({ code: z.string() }),
    ({ legalEntity, code }) => `Legal entity ${legalEntity} has no address book ${code}.`,
  ),
  "register.unknown": reason(
    "not_found",
    OfLegalEntity.extend({ register: z.string() }),
    ({ legalEntity, register }) => `Legal entity ${legalEntity} has no register ${register}.`,
  ),
  "publishing.incoherent": reason(
    "conflict",
    z.object({ names: z.array(z.string()), jobs: z.array(z.int()) }),
    ({ names, jobs }) => `Stores would get something that names ${listed(names)}, which they would not have. Run these jobs together: ${jobs.join(", ")}.`,
  ),
  "publishing.nothing": reason(
    "conflict",
    NONE,
    () => "There is nothing to publish: stores have everything, or a session that still waits brings it. Jobs shows the sessions.",
  ),
  "publishing.no_store": reason("conflict", OfLegalEntity, ({ legalEntity }) => `Legal entity ${legalEntity} has no store to publish to.`),
  "publishing.empty_group": reason(
    "conflict",
    z.object({ groups: z.array(z.string()) }),
    ({ groups }) => `There is no store in ${groups.length === 1 ? "group" : "groups"} ${listed(groups)}. Put stores in under Groups of stores, or name others.`,
  ),
  "publishing.paused": reason(
    "conflict",
    NONE,
    () => "Each of these stores is in a paused group. Let the group go on under Groups of stores, or name the store itself.",
  ),
  "store_group.unknown": reason(
    "invalid",
    OfLegalEntity.extend({ code: z.string() }),
    ({ legalEntity, code }) => `Legal entity ${legalEntity} has no group of stores ${code}.`,
  ),
  "store_group.in_use": reason(
    "conflict",
    z.object({ schedules: z.array(z.string()) }),
    ({ schedules }) => `This group cannot be deleted: it is named by ${listed(schedules)}. Delete those schedules first, or pause the group.`,
  ),
  "publishing.meanwhile": reason(
    "conflict",
    z.object({ snapshot: z.int() }),
    ({ snapshot }) => `The store shows snapshot ${snapshot} by now. Look at it first.`,
  ),
  "publishing.no_snapshot": reason("not_found", z.object({ snapshot: z.int() }), ({ snapshot }) => `The store has no snapshot ${snapshot} to go back to.`),
  "distribution_run.unknown": reason("not_found", NONE, () => "There is no such run."),
  "distribution_session.unknown": reason("not_found", NONE, () => "There is no such session."),
  "distribution_session.contents_gone": reason(
    "conflict",
    NONE,
    () => "This session is so old that what it carried is not kept any more. Run its jobs anew, or publish.",
  ),
  "distribution_session.state": reason(
    "conflict",
    z.object({ state: z.string() }),
    ({ state }) => `This session is ${state}, so it cannot be run again or cancelled.`,
  ),
  "schedule.full_repeats": reason("invalid", NONE, () => "A run of everything happens once. Choose no recurrence, or send only what differs."),
  "schedule.past": reason("invalid", z.object({ timeZone: z.string() }), ({ timeZone }) => `This time has passed in ${timeZone}. Choose a later one.`),
  "schedule.name_taken": reason(
    "conflict",
    z.object({ name: z.string() }),
    ({ name }) => `There is a schedule ${name} already. Give this one another name, or change that one.`,
  ),
  "schedule.unknown": reason("not_found", NONE, () => "There is no such schedule."),
  "register.unpublished": reason(
    "forbidden",
    NONE,
    () => "This register is not published to its store yet. Headquarters publishes it, under Distribution. Then try again.",
  ),
  "register.no_device": reason("forbidden", NONE, () => "This device is not a register, or not any more. Activate it with a code from headquarters."),
  "register.demo_only": reason("forbidden", NONE, () => "Only on the machine that runs the demo, a tap activates a register. Use a code from headquarters."),
  "register.not_activated": reason(
    "conflict",
    OfLegalEntity.extend({ register: z.string() }),
    ({ legalEntity, register }) => `Register ${register} of legal entity ${legalEntity} has no device and no code that waits, so there is nothing to end.`,
  ),
  "saved.meanwhile": reason("conflict", z.object({ by: z.string(), at: z.string() }), ({ by, at }) =>
    by === "" ? `A program changed this at ${at}, after you opened it.` : `${by} changed this at ${at}, after you opened it.`,
  ),
  "saved.gone": reason("conflict", NONE, () => "Somebody deleted this after you opened it."),
  "code.taken": reason("conflict", z.object({ code: z.string() }), ({ code }) => `${code} is there already. Choose another, or open the one that is there.`),
  "thing.gone": reason("conflict", NONE, () => "Something that this names was deleted meanwhile, so nothing was saved. Load the page again."),
  "thing.in_use": reason("conflict", Uses, (uses) => `This cannot be deleted. It is used by ${counted(uses, USES).join(", ")}. Put it out of use instead.`),
  "permission_group.unknown": reason(
    "invalid",
    OfLegalEntity.extend({ code: z.string() }),
    ({ legalEntity, code }) => `Legal entity ${legalEntity} has no permission group ${code}.`,
  ),
  "worker.not_here": reason(
    "not_found",
    z.object({ operatorId: z.string() }),
    ({ operatorId }) => `Nobody with operator id ${operatorId} works at this store.`,
  ),
  "worker.operations": reason("invalid", Operations, ({ operations }) => `Both given and withheld: ${operations.join(", ")}.`),
  "worker.employment": reason("invalid", NONE, () => "The last day of employment is before the first."),
  "feature.day_past": reason("invalid", NONE, () => "That day has begun already. Choose tomorrow or a later day, or switch it on now."),
  "feature.needs": reason(
    "conflict",
    OfFeature.extend({ needs: z.string() }),
    ({ feature, needs }) => `${featureName(feature, "en")} cannot be switched on while ${featureName(needs, "en")} is not on.`,
  ),
  "feature.off": reason(
    "conflict",
    OfFeature,
    ({ feature }) => `${featureName(feature, "en")} is switched off. It is switched on at headquarters, under Features.`,
  ),
  "feature.on_already": reason("conflict", OfFeature, ({ feature }) => `${featureName(feature, "en")} is on already, so it cannot be scheduled.`),
  "feature.stays_on": reason("conflict", OfFeature, ({ feature }) => `${featureName(feature, "en")} cannot be switched off.`),
  "feature.unconfirmed": reason(
    "conflict",
    OfFeature,
    ({ feature }) => `${featureName(feature, "en")} needs your confirmation, because it may not be possible to switch it off again.`,
  ),
  "import.invalid_rows": reason(
    "conflict",
    z.object({ invalid: z.int() }),
    ({ invalid }) => `${invalid === 1 ? "1 row is" : `${invalid} rows are`} not right, so not every row can be stored. Mend them, or store the good rows only.`,
  ),
  "import.not_checked": reason("conflict", NONE, () => "This import is not waiting to be applied: it is still read, or it was applied or failed already."),
  "import.under_way": reason("busy", NONE, () => "A file is being stored in this list just now, all of it or nothing. Try again in some minutes."),
  "import.unknown": reason("not_found", NONE, () => "There is no such import."),
  "legal_entity.unknown": reason("not_found", OfLegalEntity, ({ legalEntity }) => `There is no legal entity ${legalEntity}.`),
  "measure.twice": reason("invalid", z.object({ measures: z.array(z.string()) }), ({ measures }) => `Chosen more than once: ${listed(measures)}.`),
  "parameters.one_row": reason("invalid", OfLegalEntity, ({ legalEntity }) => `A file of parameters has one row, that of legal entity ${legalEntity}.`),
  "number_sequence.exhausted": reason(
    "conflict",
    z.object({ format: z.string() }),
    ({ format }) => `The number sequence ${format} is used up. Ask headquarters for a longer format.`,
  ),
  "number_sequence.not_shared": reason(
    "conflict",
    OfLegalEntity,
    ({ legalEntity }) =>
      `The numbers cannot be counted together with legal entity ${legalEntity}: that one has no sequence or counts with another, or others count with this one.`,
  ),
  "number_sequence.no_store": reason(
    "invalid",
    NONE,
    () => "Only numbers of customers can be counted by store, and not together with another legal entity: client books belong to no store.",
  ),
  "number_sequence.store": reason("invalid", z.object({ scope: z.enum(["legalEntity", "store"]) }), ({ scope }) =>
    scope === "store"
      ? "Where each store counts on its own, the format says which store it is: put {store} into it."
      : "The format says the store, so each store has to count on its own. Let stores count, or take {store} out of the format.",
  ),
  "number_sequence.together": reason(
    "conflict",
    OfLegalEntity,
    ({ legalEntity }) =>
      `The numbers are counted together with legal entity ${legalEntity}, so their format, next number, continuity and reserve are set there. Count on your own first, or change them there.`,
  ),
  "number_sequence.missing": reason(
    "conflict",
    NONE,
    () => "No number sequence is assigned for client books yet. Ask headquarters to assign one to the reference clientBook.",
  ),
  "report_suite.shared": reason(
    "conflict",
    z.object({ rsid: z.string(), legalEntity: z.string() }),
    ({ rsid, legalEntity }) =>
      `Report suite ${rsid} is that of legal entity ${legalEntity}: each would see the other's orders. Give this one a suite of its own, or say with commonAccountNumbers that both give the same customer the same account number.`,
  ),
  "report_suite.unknown": reason("invalid", z.object({ rsid: z.string() }), ({ rsid }) => `There is no report suite ${rsid}. Create it first.`),
  "screen_layout.in_use": reason("conflict", z.object({ stores: z.int(), registers: z.int(), workers: z.int() }), ({ stores, registers, workers }) => {
    const { stores: ofStores, registers: ofRegisters, workers: ofWorkers } = USES;
    const users = counted({ stores, registers, workers }, { stores: ofStores, registers: ofRegisters, workers: ofWorkers });
    return `This layout cannot be deleted. It is the layout of ${users.join(", ")}. Give them another one first.`;
  }),
  "screen_layout.missing": reason(
    "not_found",
    OfLegalEntity.extend({ code: z.string() }),
    ({ legalEntity, code }) => `Legal entity ${legalEntity} has no screen layout ${code}.`,
  ),
  "screen_layout.unknown": reason(
    "invalid",
    OfLegalEntity.extend({ code: z.string() }),
    ({ legalEntity, code }) => `Legal entity ${legalEntity} has no screen layout ${code}.`,
  ),
  "screen_layout.wrong": reason("invalid", z.object({ layout: z.string() }), ({ layout }) => `Layout ${layout} cannot be drawn like this.`),
  "store.unknown": reason(
    "invalid",
    OfLegalEntity.extend({ store: z.string() }),
    ({ legalEntity, store }) => `Legal entity ${legalEntity} has no store ${store}.`,
  ),
  "worker.unknown": reason(
    "not_found",
    OfLegalEntity.extend({ operatorId: z.string() }),
    ({ legalEntity, operatorId }) => `Legal entity ${legalEntity} has no worker ${operatorId}.`,
  ),
} as const;
