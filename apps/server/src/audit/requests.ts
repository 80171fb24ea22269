import { sideOf, type Endpoint } from "@rapport/contract";
import { getClientBookEntries } from "@rapport/contract/clienteling";
import { getCustomerByNumber, listCustomers } from "@rapport/contract/customers";
import { getQuarantine, getTransaction } from "@rapport/contract/report-suites";
import { runReport, runReportRanked } from "@rapport/contract/reporting";
import { beginResumableUpload, cancelResumableUpload, continueResumableUpload, getRejected } from "@rapport/contract/data-sources";
import { listCustomerProblems } from "@rapport/contract/lists";
import type { Deps } from "../deps.ts";
import type { RecordedRequest, RequestRecord } from "../http/index.ts";
import { whoIs } from "./audit.ts";
import { withIntent } from "./intents.ts";
import { addEntry } from "./queries.ts";

/** Reads of people's rows, which are audited like every change. */
const READS: ReadonlySet<string> = new Set(
  [getClientBookEntries, getCustomerByNumber, getQuarantine, getRejected, getTransaction, listCustomerProblems, listCustomers].map(({ name }) => name),
);

/** Nothing is made of a file before all of it came. Then it is in the log once, in the transaction that makes an upload of it (FU21). */
const PARTS_OF_A_FILE: ReadonlySet<string> = new Set([beginResumableUpload, cancelResumableUpload, continueResumableUpload].map(({ name }) => name));

/**
 * Audits what people and keys of headquarters change, and which rows of people they read. A request whose handler has not written its entry gets one with
 * the endpoint's name and the address that was called (S8, AU1). Requests of registers are audited by their handlers. A change has an intent from before its
 * work until its entry, so that no end of the process loses it (AU6).
 */
export function auditRequests({ db, clock }: Pick<Deps, "db" | "clock">): RequestRecord {
  const entryOf = ({ endpoint, actor, params }: RecordedRequest) => {
    const who = whoIs(actor);
    const { asked } = actor;
    if (who === null || asked === undefined) return undefined;
    const { legalEntity = null } = params as { legalEntity?: string };
    return { at: clock.now(), legalEntity, ...who, action: endpoint.name, asked, subjects: [{ kind: "address" as const, id: asked.path }] };
  };
  return {
    when: ({ name, method, permission, errors }: Endpoint) => {
      if (!["headquarters", "person"].includes(sideOf(permission)) || errors !== "problem") return "never";
      if (PARTS_OF_A_FILE.has(name)) return "never";
      // A report changes nothing, so its entry can be written while it runs.
      if (name === runReport.name || name === runReportRanked.name) return "while";
      if (method !== "GET") return "around";
      return READS.has(name) ? "after" : "never";
    },
    write: async (request) => {
      const entry = entryOf(request);
      if (entry !== undefined) await addEntry(db, entry, { unlessWritten: true });
    },
    around: async (request, work) => {
      const entry = entryOf(request);
      return entry === undefined ? await work() : await withIntent({ db }, entry, work);
    },
  };
}
