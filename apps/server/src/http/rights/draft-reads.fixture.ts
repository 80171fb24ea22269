import type { TestServer } from "../../testing/index.ts";
import { statementsOf } from "./statements.fixture.ts";

/** Headquarters' configuration as it is written, before it is published. A client book names its owner, so `worker` is not here. */
const DRAFTS =
  /\b(?:from|join)\s+"?(?:attribute|attribute_group|attribute_group_member|permission_group|register|screen_layout|store|store_address_book|worker_address_book)\b"?(?!_)/i;
/** What headquarters allows now is asked together with what the store shows (PB3), also where that comes as a parameter, and which register a device is. */
const DECIDES_BY_BOTH = /\bstore_publication\b|\bregister_activation\b|\) published\(/;

/** What is stored of a customer is judged by the attributes as they are now (R29), and their phones are read as wherever else they are written (C5). */
const JUDGES_OR_READS = /^select "code", "definition" from "attribute"|^select distinct "a"\."address_book", "s"\."country" from/;

/** Runs work and returns the statements in which it read a draft. */
export async function draftReads(server: TestServer, work: () => Promise<unknown>, { storesCustomer = false } = {}): Promise<string[]> {
  const isAllowed = (text: string) => DECIDES_BY_BOTH.test(text) || (storesCustomer && JUDGES_OR_READS.test(text));
  return (await statementsOf(server, work)).filter((text) => DRAFTS.test(text) && !isAllowed(text));
}
