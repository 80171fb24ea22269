import { FeatureCode, FEATURES, type FeatureDefinition } from "@rapport/contract/features";
import type { SectionName } from "@rapport/contract/publishing";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type RawBuilder } from "kysely";

/** One thing of headquarters' configuration as it is now. */
export interface DraftThing {
  readonly section: SectionName;
  /** Null for things of every store. */
  readonly store: string | null;
  readonly key: string;
  readonly content: unknown;
  readonly changed_at: Date;
  readonly changed_by: string | null;
}

/** Every thing that stores can get, in one statement, so that all of it is of one moment. In the order of codes. */
export async function draftThings(db: Kysely<Database>, legalEntity: string): Promise<DraftThing[]> {
  const { rows } = await sql<DraftThing>`
    select section, store, key, content, changed_at, changed_by from (${everyThing(legalEntity)}) things
    order by section, store collate "C", key collate "C"`.execute(db);
  return rows;
}

/** A section as it is now, without its things. One without any is not among them. */
export interface DraftDigest {
  readonly section: SectionName;
  readonly store: string | null;
  /** Of its whole text. */
  readonly hash: string;
  readonly things: number;
  /** Of its text. */
  readonly bytes: number;
}

/** What differs from before can be told from these: the database makes them, and no thing leaves it. */
export async function draftDigests(db: Kysely<Database>, legalEntity: string): Promise<DraftDigest[]> {
  const { rows } = await sql<DraftDigest>`
    with ${digests(legalEntity)} select section, store, hash, things, octet_length(text)::int as bytes from digest`.execute(db);
  return rows;
}

export interface DraftContent extends DraftDigest {
  /** Null for one that is kept already, or is in parts. */
  readonly text: string | null;
  /** Null for one that is kept already, or is whole. The text of a part that is kept already is null. */
  readonly parts: readonly { readonly hash: string; readonly text: string | null }[] | null;
}

/** What is written of a section that is not kept yet. */
export type FreshSection = Pick<DraftContent, "hash" | "bytes" | "text" | "parts">;

/** From so many things on a section is kept in parts. */
export const CUT_FROM = 500;
const PARTS = 128;

/** The same with the contents that are not kept yet: of a large section the parts in which something changed. */
export async function draftContents(db: Kysely<Database>, legalEntity: string): Promise<DraftContent[]> {
  const isKept = (hash: RawBuilder<unknown>) => sql`exists (select from published_section k where k.legal_entity = ${legalEntity} and k.hash = ${hash})`;
  const { rows } = await sql<DraftContent>`
    with ${digests(legalEntity)}, fresh as materialized (select section, store, things from digest where not ${isKept(sql`digest.hash`)}),
    part as (
      select t.section, t.store, get_byte(sha256(convert_to(t.key, 'UTF8')), 0) % ${sql.lit(PARTS)} as place, ${textOf("t")} as text
      from thing t join fresh f on f.section = t.section and f.store is not distinct from t.store
      where f.things >= ${sql.lit(CUT_FROM)} group by 1, 2, 3),
    cut as (select section, store, place, ${hashOf("text")} as hash, text from part)
    select d.section, d.store, d.hash, d.things, octet_length(d.text)::int as bytes,
      case when f.things < ${sql.lit(CUT_FROM)} then d.text end as text,
      (select jsonb_agg(jsonb_build_object('hash', c.hash, 'text', case when not ${isKept(sql`c.hash`)} then c.text end) order by c.place)
        from cut c where c.section = d.section and c.store is not distinct from d.store) as parts
    from digest d left join fresh f on f.section = d.section and f.store is not distinct from d.store`.execute(db);
  return rows;
}

/** `digest`: each section with its text and hash. `thing`: each thing as a part of such a text. */
function digests(legalEntity: string) {
  return sql`thing as materialized (
      select section, store, key, to_json(key)::text || ':' || content::text as text from (${everyThing(legalEntity)}) things),
    whole as (select t.section, t.store, count(*)::int as things, ${textOf("t")} as text from thing t group by t.section, t.store),
    digest as materialized (select section, store, things, text, ${hashOf("text")} as hash from whole)`;
}

function everyThing(legalEntity: string) {
  const sections = (Object.keys(THINGS) as SectionName[]).map((section) => sql`select ${sql.lit(section)} as section, ${THINGS[section](legalEntity)}`);
  return sql.join(sections, sql` union all `);
}

/** Things as one JSON text, always the same for the same things. */
function textOf(things: string) {
  return sql`'{' || string_agg(${sql.ref(`${things}.text`)}, ',' order by ${sql.ref(`${things}.key`)} collate "C") || '}'`;
}

function hashOf(text: string) {
  return sql`encode(sha256(convert_to(${sql.ref(text)}, 'UTF8')), 'hex')`;
}

/** A default is left out while there is none. */
const asMember = sql`jsonb_strip_nulls(jsonb_build_object('attribute', m.attribute, 'displayOrder', m.display_order, 'default', m.default_value))`;
const layout = sql`l.code, jsonb_build_object('name', l.name, 'startScreen', l.start_screen, 'sizes', l.sizes), l.changed_at, l.changed_by`;

/**
 * A decision that is the same as none says nothing to a store, and neither does the moment since when a feature is on: switching one off and on again is no
 * change (DEC10).
 */
const decidesAnything = sql.join(
  FeatureCode.options.map((code) => {
    const { release } = FEATURES[code] as FeatureDefinition;
    const same = release === "mandatory" ? sql`true` : sql`state = ${sql.lit(release === "onByDefault" ? "on" : "off")}`;
    return sql`(feature = ${sql.lit(code)} and not (${same}))`;
  }),
  sql` or `,
);

/** The things of each section: `store, key, content, changed_at, changed_by`. */
const THINGS: Readonly<Record<SectionName, (legalEntity: string) => RawBuilder<unknown>>> = {
  attributes: (of) => sql`null::text as store, code as key, definition as content, changed_at, changed_by from attribute where legal_entity = ${of}`,
  attributeGroups: (of) => sql`null, g.code, jsonb_build_object('name', g.name, 'members', coalesce((
      select jsonb_agg(${asMember} order by m.display_order, m.attribute)
      from attribute_group_member m where m.legal_entity = g.legal_entity and m.group_code = g.code), '[]')), g.changed_at, g.changed_by
    from attribute_group g where g.legal_entity = ${of}`,
  parameters: (of) => sql`null, 'parameters', jsonb_build_object('clientBookAttributeGroup', client_book_attribute_group,
      'customerAttributeGroup', customer_attribute_group, 'measures', measures, 'activityTypeHours', activity_type_hours, 'booksPerCustomer', books_per_customer,
      'searchCriteria', search_criteria, 'searchAttributes', search_attributes, 'sharesCustomers', shares_customers), parameters_changed_at, parameters_changed_by
    from legal_entity where code = ${of}`,
  features: () => sql`null, feature, jsonb_build_object('state', state, 'day', day,
      'from', case when state = 'scheduled' then (extract(epoch from since) * 1000)::bigint end), changed_at, changed_by
    from feature_state where ${decidesAnything}`,
  legalEntity: (of) => sql`null, 'legalEntity', jsonb_build_object('name', name) || ${ifSet("country")}, changed_at, changed_by
    from legal_entity where code = ${of}`,
  stores: (of) => sql`null, number, jsonb_build_object('name', name, 'city', city), changed_at, changed_by from store where legal_entity = ${of}`,
  store: (of) => sql`s.number, s.number, jsonb_build_object('customerAddressBooks', ${booksOf("customer")}, 'employeeAddressBooks', ${booksOf("employee")},
      'defaultCustomer', s.default_customer, 'language', s.language, 'timeZone', s.time_zone,
      'screenLayout', s.screen_layout, 'idleMinutes', s.idle_minutes, 'idleThen', s.idle_then, 'active', s.active) || ${ifSet("country")},
      s.changed_at, s.changed_by
    from store s where s.legal_entity = ${of}`,
  registers: (of) => sql`store, number, jsonb_build_object('name', name, 'screenLayout', screen_layout, 'active', active), changed_at, changed_by
    from register where legal_entity = ${of}`,
  storeLayouts: (of) => sql`s.number, ${layout} from screen_layout l join store s on s.legal_entity = l.legal_entity and s.screen_layout = l.code
    where l.legal_entity = ${of}`,
  registerLayouts: (of) => sql`r.store, ${layout} from screen_layout l
    join (select distinct store, screen_layout from register where legal_entity = ${of}) r on r.screen_layout = l.code
    where l.legal_entity = ${of}`,
  workerLayouts: (of) => sql`null, ${layout} from screen_layout l
    where l.legal_entity = ${of} and exists (select from worker w where w.legal_entity = l.legal_entity and w.screen_layout = l.code)`,
  permissionGroups: (of) => sql`null, code, jsonb_build_object('name', name, 'operations', operations, 'active', active), changed_at, changed_by
    from permission_group where legal_entity = ${of}`,
  workers: (of) => sql`null, w.operator_id, jsonb_build_object('id', w.id, 'name', w.name, 'position', w.position, 'language', w.language, 'active', w.active,
      'screenLayout', w.screen_layout, 'permissionGroup', w.permission_group, 'operations', w.operations, 'withheld', w.withheld,
      'employedFrom', w.employed_from, 'employedTo', w.employed_to, 'employeeAddressBooks', array(
        select a.address_book from worker_address_book a where a.worker_id = w.id order by a.address_book)), w.changed_at, w.changed_by
    from worker w where w.legal_entity = ${of}`,
};

/** A field that is left out while it has no value. */
function ifSet(field: string) {
  const column = sql.ref(field);
  return sql`case when ${column} is null then '{}' else jsonb_build_object(${sql.lit(field)}, ${column}) end`;
}

function booksOf(kind: "customer" | "employee") {
  return sql`array(select a.address_book from store_address_book a
    where a.legal_entity = s.legal_entity and a.store = s.number and a.kind = ${sql.lit(kind)} order by a.address_book)`;
}
