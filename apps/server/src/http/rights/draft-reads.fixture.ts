import type { TestServer } from "../../testing/index.ts";
import { statementsOf } from "./statements.fixture.ts";

/** Headquarters' configuration as it is written, before it is published. A client book names its owner, so `worker` is not here. */
const DRAFTS =
  /\b(?:from|join)\s+"?(?:attribute|attribute_group|attribute_group_member|attribute_type|feature_state|permission_group|register|screen_layout|store|store_address_book|worker_address_book)\b"?(?!_)/i;
/** Parameters stand in the row of the legal entity. How its data are read, such as their currency, is no configuration. */
const PARAMETERS =
  /\b(?:activity_type_hours|books_per_customer|client_book_attribute_group|customer_attribute_group|measures|search_attributes|search_criteria|searched_attributes)\b.*\bfrom "legal_entity"/s;
/**
 * What headquarters allows now is asked together with what the store shows (PB3), also where that comes as a parameter, and which register a device is. A value
 * is written only of the type that holds at both.
 */
const DECIDES_BY_BOTH = /\bheld_type\b|\bstore_publication\b|\bregister_activation\b|\) published\(/;

/** Runs work and returns the statements in which it read a draft. */
export async function draftReads(server: TestServer, work: () => Promise<unknown>): Promise<string[]> {
  return (await statementsOf(server, work)).filter((text) => (DRAFTS.test(text) || PARAMETERS.test(text)) && !DECIDES_BY_BOTH.test(text));
}
