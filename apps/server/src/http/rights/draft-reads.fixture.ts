import type { TestServer } from "../../testing/index.ts";
import { statementsOf } from "./statements.fixture.ts";

/** Headquarters' configuration as it is written, before it is published. */
export const DRAFTS = [
  "attribute",
  "attribute_group",
  "attribute_group_member",
  "attribute_type",
  "feature_state",
  "permission_group",
  "register",
  "screen_layout",
  "store",
  "store_address_book",
  "store_group",
  "store_group_member",
  "worker_address_book",
] as const;

/** What headquarters sets up too, and a register reads as it is now, each with the reason. */
export const LIVE: Readonly<Record<string, string>> = {
  access_settings: "is about people at headquarters",
  activity_type: "comes from a program and not from people at headquarters; how long it is kept is published",
  address_book: "a customer is put only in books that are there when that is written",
  api_key: "is of programs",
  calculated_metric: "is about reporting",
  currency_rate: "amounts are read by the rates of their days",
  data_source: "is about reporting",
  id_rule_change: "is about reporting",
  distribution_schedule: "is about publishing itself",
  distribution_settings: "is about publishing itself",
  feature_comment: "is for people at headquarters",
  legal_entity: "holds how its data are read, such as their currency; its parameters are looked for apart",
  number_sequence: "nobody gets a number twice only where all count from one place",
  report_suite: "is about reporting",
  report_suite_settings: "is about reporting",
  row_removal: "is about reporting",
  segment: "is about reporting",
  sftp_access: "is about files",
  sftp_key: "is about files",
  webhook: "is about what is told to other systems",
  worker: "a client book names its owner; who may sign in is decided by both (PB3)",
};

const DRAFT = new RegExp(String.raw`\b(?:from|join)\s+"?(?:${DRAFTS.join("|")})\b"?(?!_)`, "i");
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
  return (await statementsOf(server, work)).filter((text) => (DRAFT.test(text) || PARAMETERS.test(text)) && !DECIDES_BY_BOTH.test(text));
}
