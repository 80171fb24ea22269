import type { DataSourceType, IdRule } from "@rapport/contract/data-sources";
import { DAY_MS } from "@rapport/domain";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import { storedIdRule } from "./id-rule-sql.ts";

type Db = Kysely<Database>;

export interface UploadOfSource {
  readonly id: number;
  readonly uploaded_at: Date;
  readonly window_days: number;
  readonly late_linking: boolean;
  readonly early_rows: string;
  readonly id_rule: unknown;
}

/** Uploads of the source whose rows are in reports. */
export async function uploadsOfSource(db: Db, dataSource: number): Promise<UploadOfSource[]> {
  return await db
    .selectFrom("upload")
    .select(["id", "uploaded_at", "window_days", "late_linking", "early_rows", "id_rule"])
    .where("data_source_id", "=", dataSource)
    .where("status", "=", "success")
    .where("undone_at", "is", null)
    .where("duplicate_of", "is", null)
    .orderBy("id")
    .execute();
}

/** An order that happens up to a window after the upload, and is processed up to a window after that, links its rows (LL2). */
export function mayStillLink({ uploaded_at: at, window_days: days, late_linking: links }: UploadOfSource, now: number): boolean {
  return links && at.getTime() + 2 * days * DAY_MS > now;
}

export type ChangeState = "applying" | "applied" | "taking_back" | "taken_back";

export interface ChangeRow {
  readonly id: number;
  readonly data_source_id: number;
  readonly rule: unknown;
  readonly rule_before: unknown;
  readonly waiting: boolean;
  readonly state: string;
  readonly asked_at: Date;
  readonly planned_at: Date | null;
  readonly rows: number;
  readonly linked: number;
}
const CHANGE = ["id", "data_source_id", "rule", "rule_before", "waiting", "state", "asked_at", "planned_at", "rows", "linked"] as const;

export async function changesOfSource(db: Db, { dataSource, most }: { dataSource: number; most: number }): Promise<(ChangeRow & { ids: number })[]> {
  return await db
    .selectFrom("id_rule_change as c")
    .select(CHANGE)
    .select(sql<number>`(select count(distinct from_id)::integer from id_rule_rename r where r.change_id = c.id)`.as("ids"))
    .where("data_source_id", "=", dataSource)
    .orderBy("id", "desc")
    .limit(most)
    .execute();
}

export async function changeById(db: Db, id: number): Promise<ChangeRow | undefined> {
  return await db.selectFrom("id_rule_change").select(CHANGE).where("id", "=", id).executeTakeFirst();
}

/** Holds the source's row until the transaction ends, so that changes of it are decided one after the other. */
export async function lockedIdRule(trx: Transaction<Database>, dataSource: number): Promise<unknown> {
  const { id_rule } = await trx.selectFrom("data_source").select("id_rule").where("id", "=", dataSource).forUpdate().executeTakeFirstOrThrow();
  return id_rule;
}

export async function idRuleOf(db: Db, dataSource: number): Promise<unknown> {
  const { id_rule } = await db.selectFrom("data_source").select("id_rule").where("id", "=", dataSource).executeTakeFirstOrThrow();
  return id_rule;
}

/** While files are added nobody changes the source's rule, and they wait for who does; files do not wait for each other. */
export async function holdIdRule(trx: Transaction<Database>, dataSource: number): Promise<void> {
  await trx.selectFrom("data_source").select("id").where("id", "=", dataSource).forKeyShare().executeTakeFirstOrThrow();
}

/** By which rule a file is read that comes now. A change that is asked for holds for it, also while its job has not made it yet. */
export async function ruleForNextFile(db: Db, dataSource: number): Promise<IdRule> {
  const asked = await db
    .selectFrom("id_rule_change")
    .select(["state", "rule", "rule_before"])
    .where("data_source_id", "=", dataSource)
    .where("state", "in", ["applying", "taking_back"])
    .executeTakeFirst();
  if (asked === undefined) return storedIdRule(await idRuleOf(db, dataSource));
  return storedIdRule(asked.state === "applying" ? asked.rule : asked.rule_before);
}

/** In which states the source's changes are. */
export async function statesOfChanges(db: Db, dataSource: number): Promise<ReadonlySet<string>> {
  const found = await db.selectFrom("id_rule_change").select("state").distinct().where("data_source_id", "=", dataSource).execute();
  return new Set(found.map(({ state }) => state));
}

export async function addChange(
  trx: Transaction<Database>,
  change: { dataSource: number; rule: IdRule; before: IdRule; waiting: boolean; at: Date },
): Promise<number> {
  const { id } = await trx
    .insertInto("id_rule_change")
    .values({
      data_source_id: change.dataSource,
      rule: JSON.stringify(change.rule),
      rule_before: JSON.stringify(change.before),
      waiting: change.waiting,
      state: "applying",
      asked_at: change.at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** A source, deleted or not. */
export async function sourceOfChange(db: Db, id: number): Promise<{ id: number; rsid: string; type: DataSourceType }> {
  return await db
    .selectFrom("data_source")
    .select(["id", "rsid"])
    .select(sql<DataSourceType>`type`.as("type"))
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
}

export async function setRule(trx: Transaction<Database>, { dataSource, rule }: { dataSource: number; rule: IdRule }): Promise<void> {
  await trx
    .updateTable("data_source")
    .set({ id_rule: JSON.stringify(rule) })
    .where("id", "=", dataSource)
    .execute();
}

export async function setChangeState(db: Db, { id, ...set }: { id: number; state: ChangeState; rows?: number; linked?: number }): Promise<void> {
  await db.updateTable("id_rule_change").set(set).where("id", "=", id).execute();
}

const AT_ONCE = 5_000;

export interface Rename {
  readonly upload: number;
  readonly from: string;
  readonly to: string;
}

/** Writes down which ids a change gives to rows that wait. */
export async function addRenames(trx: Transaction<Database>, { change, renames, at }: { change: number; renames: readonly Rename[]; at: Date }): Promise<void> {
  for (let start = 0; start < renames.length; start += AT_ONCE) {
    const some = renames.slice(start, start + AT_ONCE);
    await sql`insert into id_rule_rename (change_id, upload_id, from_id, to_id)
      select ${change}::int, renamed.* from unnest(${some.map(({ upload }) => upload)}::int[], ${some.map(({ from }) => from)}::text[], ${some.map(({ to }) => to)}::text[]) as renamed`.execute(
      trx,
    );
  }
  await trx.updateTable("id_rule_change").set({ planned_at: at }).where("id", "=", change).execute();
}

/** The renames of a change after this one, some thousand at a time, upload by upload. Rows that another upload's replace stay as their negatives say (FU22). */
export async function renamesAfter(db: Db, { change, after }: { change: number; after: Rename | undefined }): Promise<Rename[]> {
  return await db
    .selectFrom("id_rule_rename")
    .select(["upload_id as upload", "from_id as from", "to_id as to"])
    .where("change_id", "=", change)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("upload as u").select("u.id").whereRef("u.id", "=", "id_rule_rename.upload_id").where("u.replaced_by", "is not", null))),
    )
    .where(sql<boolean>`(upload_id, from_id) > (${after?.upload ?? 0}::int, ${after?.from ?? ""}::text)`)
    .orderBy("upload_id")
    .orderBy("from_id")
    .limit(AT_ONCE)
    .execute();
}
