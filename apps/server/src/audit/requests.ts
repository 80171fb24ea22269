import { sideOf, type Endpoint } from "@rapport/contract";
import { getClientBookEntries } from "@rapport/contract/clienteling";
import { getCustomerByNumber, listCustomers } from "@rapport/contract/customers";
import { getQuarantine, getTransaction } from "@rapport/contract/report-suites";
import { runReport } from "@rapport/contract/reporting";
import { getRejected } from "@rapport/contract/data-sources";
import type { Deps } from "../deps.ts";
import type { RequestRecord } from "../http/index.ts";
import { personOf } from "./audit.ts";
import { addAuditRows } from "./queries.ts";

/** Reads of people's rows, which are audited like every change. */
const READS: ReadonlySet<string> = new Set(
  [getClientBookEntries, getCustomerByNumber, getQuarantine, getRejected, getTransaction, listCustomers].map(({ name }) => name),
);

/**
 * Audits what people and keys of headquarters change, and which rows of people they read. Each request has one entry with the endpoint's name and
 * the address that was called (S8). Requests of registers are audited customer by customer.
 */
export function auditRequests({ db, clock }: Pick<Deps, "db" | "clock">): RequestRecord {
  return {
    when: ({ name, method, permission, errors }: Endpoint) => {
      if (!["headquarters", "person"].includes(sideOf(permission)) || errors !== "problem") return "never";
      // A report changes nothing, so its entry can be written while it runs.
      if (name === runReport.name) return "while";
      return method !== "GET" || READS.has(name) ? "after" : "never";
    },
    write: async ({ endpoint, actor, params, address }) => {
      const who = actor.kind === "apiKey" ? actor.id : personOf(actor);
      if (who === null) return;
      const { legalEntity } = params as { legalEntity?: string };
      await addAuditRows(db, [
        {
          at: clock.now(),
          legal_entity: legalEntity ?? null,
          actor_kind: actor.kind,
          actor_id: who,
          action: endpoint.name,
          subject_kind: "address",
          subject_id: address,
        },
      ]);
    },
  };
}
