import type { LegalEntityCode } from "@rapport/contract";
import type { PartyId } from "@rapport/contract/customers";
import type { WordForms } from "@rapport/domain";
import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";
import { literally } from "./like.ts";

type Db = Kysely<Database>;

/** The other legal entities that share their customers, while this one does too (CS5). As headquarters has it now: what is taken back holds at once. */
export async function sharingEntities(db: Db, legalEntity: LegalEntityCode) {
  return await db
    .selectFrom("legal_entity as own")
    .innerJoin("legal_entity as other", (join) => join.on("other.shares_customers", "=", true).onRef("other.code", "<>", "own.code"))
    .select(["other.code", "other.name"])
    .where("own.code", "=", legalEntity)
    .where("own.shares_customers", "=", true)
    .where("other.active", "=", true)
    .orderBy("other.code")
    .execute();
}

interface PartiesSearched {
  readonly legalEntity: LegalEntityCode;
  /** The legal entities whose customers are found. */
  readonly among: readonly string[];
  /** Words of the name, of which each has to begin one of theirs; empty where the name is not searched. */
  readonly names: readonly WordForms[];
  /** Whole ones, in the form for comparing. */
  readonly emails: readonly string[];
  readonly digits: readonly string[];
  readonly addresses: readonly string[];
  readonly limit: number;
}

export interface PartyRow {
  readonly id: string;
  readonly party_id: string;
  readonly code: string;
  readonly entity: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly city: string;
}

/** So many people with a word of the name are read; more are told. */
const MOST_NAMED = 20_000;

/**
 * People with an account in one of the legal entities and none here: each party once, and who has the whole phone, e-mail address or address first. A postal code
 * is no address: everybody who has it would be found.
 */
export async function partiesFound(
  db: Db,
  { legalEntity, among, names, emails, digits, addresses, limit }: PartiesSearched,
): Promise<{
  /** More people have such a name than are read. */
  readonly isCut: boolean;
  readonly rows: readonly PartyRow[];
}> {
  const codes = sql`${[...among]}::text[]`;
  const terms = sql`from customer_term where legal_entity = any(${codes})`;
  const [rarest] = names.toSorted((a, b) => lengthOf(b) - lengthOf(a));
  const begins = rarest === undefined ? [] : [...rarest.whole, ...(rarest.parts[0] ?? [])].map((form) => `${literally(form)}%`);
  const isNamed = names.length === 0 ? sql`false` : sql.join(names.map(hasName), sql` and `);
  const { rows } = await sql<PartyRow & { readonly is_cut: boolean }>`
    with named as materialized (
      select customer_id ${terms} and kind = 'name' and term like any(${begins}::text[]) limit ${MOST_NAMED + 1}
    ),
    whole as materialized (
      select customer_id as id ${terms} and kind = 'line' and term = any(${[...emails]}::text[])
      union select id from customer where legal_entity = any(${codes})
        and search_text like any(${digits.map((number) => `%${literally(number)}%`)}::text[]) and string_to_array(phone_digits, ' ') && ${[...digits]}::text[]
      union select t.customer_id from customer_term t join customer c on c.id = t.customer_id
        where t.legal_entity = any(${codes}) and t.kind = 'last' and t.term = any(${[...addresses]}::text[]) and not exists (
          select from jsonb_array_elements(c.other_addresses || jsonb_build_array(jsonb_build_object('postalCode', c.postal_code))) a
          where a ->> 'postalCode' <> '' and starts_with(replace(t.term, ' ', ''), lower(replace(a ->> 'postalCode', ' ', '')))
        )
    ),
    found as (
      select id, true as is_whole from whole
      union all
      select c.id, false from customer c where c.id in (select customer_id from named) and ${isNamed}
    ),
    parties as (
      select distinct on (p.party_id) p.party_id, f.is_whole, c.id, c.legal_entity, c.first_name, c.last_name, c.city, c.sort_name
      from found f join customer c on c.id = f.id cross join lateral (select coalesce(c.party_id, c.id) as party_id) p
      where not exists (select from customer h where h.legal_entity = ${legalEntity} and h.party_id = p.party_id)
        and not exists (select from customer h where h.legal_entity = ${legalEntity} and h.id = p.party_id)
      order by p.party_id, f.is_whole desc, c.sort_name, c.id
    ),
    page as (select * from parties order by is_whole desc, sort_name, id limit ${limit})
    select p.id, p.party_id, p.legal_entity as code, l.name as entity, p.first_name, p.last_name, p.city,
      (select count(*) from named) > ${MOST_NAMED} as is_cut
    from (select) as always left join (page p join legal_entity l on l.code = p.legal_entity) on true
    order by p.is_whole desc, p.sort_name, p.id`.execute(db);
  return { isCut: rows[0]?.is_cut === true, rows: rows.filter(({ id }) => id !== null) };
}

/** A word of the name begins with the word, or one with each of its parts. */
function hasName({ whole, parts }: WordForms) {
  const begins = (form: string) => sql`split_part(c.search_text, chr(10), 1) like ${`% ${literally(form)}%`}`;
  const either = (forms: readonly string[]) => sql`(${sql.join(forms.map(begins), sql` or `)})`;
  return parts.length === 0 ? either(whole) : sql`(${either(whole)} or ${sql.join(parts.map(either), sql` and `)})`;
}

function lengthOf({ whole }: WordForms): number {
  return Math.max(0, ...whole.map((form) => form.length));
}

/** The account of a party in a legal entity. */
export async function accountOfParty(db: Db, { legalEntity, partyId }: { legalEntity: string; partyId: PartyId }) {
  const account = db.selectFrom("customer").select(["id", "account_number"]).where("legal_entity", "=", legalEntity);
  return await account.where((eb) => eb.or([eb("party_id", "=", partyId), eb("id", "=", partyId)])).executeTakeFirst();
}

/** Where a party has an account in one of these legal entities: the one that was changed last. */
export async function accountElsewhere(db: Db, { legalEntities, partyId }: { legalEntities: readonly string[]; partyId: PartyId }) {
  if (legalEntities.length === 0) return undefined;
  const account = db.selectFrom("customer").select(["legal_entity", "account_number", "phone_digits"]).where("legal_entity", "in", legalEntities);
  return await account
    .where((eb) => eb.or([eb("party_id", "=", partyId), eb("id", "=", partyId)]))
    .orderBy("changed_at", "desc")
    .orderBy("id")
    .executeTakeFirst();
}

/** The customer address books that a customer is in. */
export async function booksOf(db: Db, { legalEntity, customerId }: { legalEntity: string; customerId: string }): Promise<string[]> {
  const books = db.selectFrom("customer_address_book").select("address_book").where("legal_entity", "=", legalEntity).where("customer_id", "=", customerId);
  return (await books.orderBy("address_book").execute()).map((row) => row.address_book);
}

/** From now on the customer is this party, unless they are one of others already. */
export async function tieToParty(db: Db, { legalEntity, customerId, partyId }: { legalEntity: string; customerId: string; partyId: PartyId }): Promise<void> {
  const customer = db.updateTable("customer").set({ party_id: partyId }).where("legal_entity", "=", legalEntity).where("id", "=", customerId);
  await customer.where("party_id", "is", null).execute();
}
