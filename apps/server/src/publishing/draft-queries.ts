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

/** Everything that stores can get, in one statement, so that all of it is of one moment. In the order of codes. */
export async function draftThings(db: Kysely<Database>, legalEntity: string): Promise<DraftThing[]> {
  const sections = (Object.keys(THINGS) as SectionName[]).map((section) => sql`select ${sql.lit(section)} as section, ${THINGS[section](legalEntity)}`);
  const { rows } = await sql<DraftThing>`
    select section, store, key, content, changed_at, changed_by from (${sql.join(sections, sql` union all `)}) things
    order by section, store collate "C", key collate "C"`.execute(db);
  return rows;
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
      'searchCriteria', search_criteria), parameters_changed_at, parameters_changed_by
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
