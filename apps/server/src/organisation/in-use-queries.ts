import { Refusal } from "@rapport/contract";
import { sql, type RawBuilder, type Transaction } from "kysely";
import type { Database } from "@rapport/operational";

type Trx = Transaction<Database>;
const NONE = {
  stores: 0,
  registers: 0,
  workers: 0,
  customers: 0,
  clientBooks: 0,
  activities: 0,
  notes: 0,
  addressBooks: 0,
  permissionGroups: 0,
  attributeGroups: 0,
  attributes: 0,
  attributeTypes: 0,
  activityTypes: 0,
  roles: 0,
  apiKeys: 0,
  screenLayouts: 0,
  imports: 0,
  numberSequences: 0,
};
type Uses = Partial<Record<keyof typeof NONE, RawBuilder<unknown>>>;

/** Refuses to delete what is in use, and says what uses it (OG3). Locks its row, so that nothing begins to use it meanwhile. */
export async function refuseInUse(trx: Trx, uses: Uses): Promise<void> {
  const counts = await Promise.all(
    Object.entries(uses).map(async ([use, fromUses]) => {
      const { rows } = await sql<{ count: number }>`select count(*)::integer as count ${fromUses}`.execute(trx);
      return [use, rows[0]?.count ?? 0] as const;
    }),
  );
  if (counts.some(([, count]) => count > 0)) throw new Refusal("thing.in_use", { ...NONE, ...Object.fromEntries(counts) });
}

interface Key {
  readonly legalEntity: string;
  readonly id: string;
}

/** What people made in a legal entity, and who may do something there. Its own settings and counters go with it. */
export function usesOfEntity(code: string): Uses {
  return {
    stores: sql`from store where legal_entity = ${code}`,
    workers: sql`from worker where legal_entity = ${code}`,
    customers: sql`from customer where legal_entity = ${code}`,
    addressBooks: sql`from address_book where legal_entity = ${code}`,
    permissionGroups: sql`from permission_group where legal_entity = ${code}`,
    attributeGroups: sql`from attribute_group where legal_entity = ${code}`,
    screenLayouts: sql`from screen_layout where legal_entity = ${code}`,
    activityTypes: sql`from activity_type where legal_entity = ${code}`,
    attributes: sql`from attribute where legal_entity = ${code}`,
    attributeTypes: sql`from attribute_type where legal_entity = ${code}`,
    roles: sql`from (select legal_entity from user_role union all select legal_entity from sign_on_role) r where legal_entity = ${code}`,
    imports: sql`from list_import where legal_entity = ${code} and phase not in ('applied', 'failed')`,
    numberSequences: sql`from number_sequence where counts_with = ${code}`,
    apiKeys: sql`from api_key where ${code} = any(legal_entities) and revoked_at is null`,
  };
}

export function usesOfAddressBook({ legalEntity, id }: Key): Uses {
  return {
    stores: sql`from (select distinct store from store_address_book where legal_entity = ${legalEntity} and address_book = ${id}) s`,
    workers: sql`from worker_address_book where legal_entity = ${legalEntity} and address_book = ${id}`,
    customers: sql`from customer_address_book where legal_entity = ${legalEntity} and address_book = ${id}`,
  };
}

export function usesOfPermissionGroup({ legalEntity, id }: Key): Uses {
  return { workers: sql`from worker where legal_entity = ${legalEntity} and permission_group = ${id}` };
}

export function usesOfStore({ legalEntity, id }: Key): Uses {
  return { registers: sql`from register where legal_entity = ${legalEntity} and store = ${id}` };
}

export function usesOfWorker({ legalEntity, id }: Key): Uses {
  const worker = sql`(select id from worker where legal_entity = ${legalEntity} and operator_id = ${id})`;
  return {
    clientBooks: sql`from client_book where worker_id = ${worker}`,
    notes: sql`from note where worker_id = ${worker}`,
    activities: sql`from activity where worker_id = ${worker}`,
  };
}
