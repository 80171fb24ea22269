import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { SourcePath } from "./unlinked.ts";

/** An id holds no comma, and a cell no semicolon. */
const Prefix = z
  .string()
  .trim()
  .max(40)
  .regex(/^[^,;]*$/)
  .default("");

/** How a source's transaction ids are read, in this order. A step that would leave nothing of an id leaves it as it is (UL3). */
export const IdRule = z
  .strictObject({
    /** Blanks inside are left out. */
    blanks: z.enum(["kept", "left_out"]).default("kept"),
    removePrefix: Prefix,
    /** Zeros in front are left out. */
    zeros: z.enum(["kept", "left_out"]).default("kept"),
    /** The letters A to Z. */
    letters: z.enum(["kept", "lower", "upper"]).default("kept"),
    addPrefix: Prefix,
  })
  .meta({ id: "IdRule" });
export type IdRule = z.infer<typeof IdRule>;

const IdsAndRows = z.object({ ids: z.int(), rows: z.int() });

/** What a rule would do to the ids of rows that came so far, while no change of how they are read holds. */
export const IdRuleTrial = z
  .object({
    /** Unlinked ids of the source that the rule changes. These are in one of the three after it. */
    changed: IdsAndRows,
    links: IdsAndRows,
    /** Several recorded ids are the same under the rule, so that nobody knows which is meant. Their rows stay as they are. */
    ambiguous: IdsAndRows,
    stays: IdsAndRows,
    /** Linked ids that a later file would not find any more if it wrote them in the same way. */
    loses: IdsAndRows,
    /** Linked ids that would be the id of another recorded order if a later file wrote them in the same way. */
    another: IdsAndRows,
    /** Files that came while a change held that is taken back. Their rows keep the ids that it made, and are in none of these counts. */
    readOtherwise: z.int(),
    /** The first of the changed ids. */
    examples: z.array(z.object({ id: z.string(), becomes: z.string(), outcome: z.enum(["links", "ambiguous", "stays"]), rows: z.int() })),
  })
  .meta({ id: "IdRuleTrial" });
export type IdRuleTrial = z.infer<typeof IdRuleTrial>;

/** A change of a source's rule. */
export const IdRuleChange = z
  .object({
    id: z.int(),
    rule: IdRule,
    /** True when rows that waited got the ids of the rule too. */
    waiting: z.boolean(),
    state: z.enum(["applying", "applied", "taking_back", "taken_back"]),
    at: z.iso.datetime(),
    /** How many ids and rows that waited were changed, and how many of the rows were linked by it then. */
    ids: z.int(),
    rows: z.int(),
    linked: z.int(),
  })
  .meta({ id: "IdRuleChange" });
export type IdRuleChange = z.infer<typeof IdRuleChange>;

export const IdRuleOfSource = z
  .object({
    /** What holds now. */
    rule: IdRule,
    /** The newest first, at most 50. Only the newest that is not taken back can be. */
    changes: z.array(IdRuleChange),
  })
  .meta({ id: "IdRuleOfSource" });
export type IdRuleOfSource = z.infer<typeof IdRuleOfSource>;

export const getIdRule = endpoint({
  name: "getIdRule",
  method: "GET",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/id-rule",
  permission: "dataSource.manage",
  summary: "How a data source's transaction ids are read, and the changes of it.",
  params: SourcePath,
  reply: IdRuleOfSource,
});

export const tryIdRule = endpoint({
  name: "tryIdRule",
  method: "POST",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/id-rule/try",
  permission: "dataSource.manage",
  summary: "What another way of reading transaction ids would do to the rows that came so far, while no change of it holds. Nothing changes (UL3).",
  params: SourcePath,
  body: z.strictObject({ rule: IdRule }),
  reply: IdRuleTrial,
});

export const applyIdRule = endpoint({
  name: "applyIdRule",
  method: "POST",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/id-rule",
  permission: "dataSource.manage",
  summary:
    "Read a data source's transaction ids in another way from the next file on; `waiting` also changes the rows that are not linked, while no other change holds (UL4).",
  params: SourcePath,
  body: z.strictObject({ rule: IdRule, waiting: z.boolean() }),
  reply: IdRuleOfSource,
});

export const takeBackIdRule = endpoint({
  name: "takeBackIdRule",
  method: "POST",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/id-rule/changes/:changeId/take-back",
  permission: "dataSource.manage",
  summary: "Take back the newest change of how transaction ids are read, with what it did to rows that waited (UL5).",
  params: SourcePath.extend({ changeId: z.coerce.number().int().min(1).max(2_147_483_647) }),
  reply: IdRuleOfSource,
});
