import { z } from "zod";
import { Attribute } from "../clienteling/attributes.ts";
import { AttributeGroup } from "../clienteling/attribute-groups.ts";
import { Parameters } from "../clienteling/parameters.ts";
import { ScreenLayout } from "../layouts/layout.ts";
import { LegalEntity } from "../organisation/legal-entities.ts";
import { PermissionGroup } from "../organisation/permission-groups.ts";
import { Register, Store } from "../organisation/stores.ts";
import { Worker } from "../organisation/workers.ts";
import type { DistributionJob } from "./jobs.ts";

interface SectionRow {
  /** The job that carries it. */
  readonly job: DistributionJob;
  /** `legalEntity`: every store has the same things. `store`: each store has its own. */
  readonly of: "legalEntity" | "store";
  /** One thing of the section. What was published earlier is read with it too: a field that comes later needs a default that means *as before*. */
  readonly content: z.ZodType;
}

/**
 * What a store sees of headquarters' configuration: sections of things by their codes, each carried by one job. Which section a thing is in never changes.
 * A new section also needs its rows in `draft-queries.ts` of the server.
 */
export const SECTIONS = {
  attributes: { job: 1040, of: "legalEntity", content: Attribute.strip() },
  attributeGroups: { job: 1150, of: "legalEntity", content: AttributeGroup.strip() },
  /** One thing, `parameters`. */
  parameters: { job: 1110, of: "legalEntity", content: Parameters.strip() },
  /** Features that are not as they are without a decision, with the moment from when a scheduled one is on. */
  features: {
    job: 1110,
    of: "legalEntity",
    content: z.object({ state: z.enum(["on", "off", "scheduled"]), day: z.iso.date().nullable(), from: z.number().nullable() }),
  },
  /** One thing, `legalEntity`. Its currency and report suite say what its data are; they are no configuration. */
  legalEntity: { job: 1110, of: "legalEntity", content: LegalEntity.pick({ name: true, country: true }).strip() },
  /** How stores call each other. */
  stores: { job: 1070, of: "legalEntity", content: Store.pick({ name: true, city: true }).strip() },
  /** The store's own settings: one thing, by its number. */
  store: { job: 1070, of: "store", content: Store.omit({ name: true, city: true }).strip() },
  registers: { job: 1090, of: "store", content: Register.omit({ store: true }).strip() },
  /** The layouts that the store names. */
  storeLayouts: { job: 1070, of: "store", content: ScreenLayout.strip() },
  /** The layouts that its registers name. */
  registerLayouts: { job: 1090, of: "store", content: ScreenLayout.strip() },
  /** The layouts that workers name. */
  workerLayouts: { job: 1060, of: "legalEntity", content: ScreenLayout.strip() },
  permissionGroups: { job: 1060, of: "legalEntity", content: PermissionGroup.strip() },
  /** `id` is the person: somebody else may get the operator id of one who was deleted. Null in what was published before. */
  workers: {
    job: 1060,
    of: "legalEntity",
    content: Worker.omit({ email: true })
      .extend({ id: z.uuid().nullable().default(null) })
      .strip(),
  },
} as const satisfies Record<string, SectionRow>;

export type SectionName = keyof typeof SECTIONS;
export const SectionName = z.enum(Object.keys(SECTIONS) as [SectionName, ...SectionName[]]);
export const SECTION_NAMES: readonly SectionName[] = SectionName.options;

export type ThingIn<S extends SectionName> = z.output<(typeof SECTIONS)[S]["content"]>;

/** The configuration that a store has: the things of each section by their codes. */
export type StoreConfig = { readonly [S in SectionName]: Readonly<Record<string, ThingIn<S>>> };
