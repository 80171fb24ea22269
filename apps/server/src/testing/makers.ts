import type { LegalEntityCode } from "@rapport/contract";
import { putAddressBook, putLegalEntity, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { createReportSuite, type ReportSuite, type SuiteSettings } from "@rapport/contract/report-suites";
import { randomBytes } from "node:crypto";
import type { TestServer } from "./test-server.ts";

export type NewSuite = Partial<SuiteSettings> & { readonly rsid?: string };

/** A new report suite for a test. By default: Amsterdam time, euros, transaction id storage on, no reorder window. */
export async function newSuite({ api }: Pick<TestServer, "api">, { rsid = `suite-${randomName()}`, ...settings }: NewSuite = {}): Promise<ReportSuite> {
  return await api(createReportSuite, {
    body: { rsid, name: "Test suite", timeZone: "Europe/Amsterdam", currency: "EUR", transactionIdStorage: true, reorderWindowMs: 0, ...settings },
  });
}

export interface NewEntity {
  readonly legalEntity: LegalEntityCode;
  readonly store: string;
  readonly register: string;
  readonly operatorId: string;
  readonly password: string;
}

/** What the associate of `newEntity` may do at a register: customers, the own book and the books of the store, activities of others. */
export const ASSOCIATE_OPERATIONS = [612, 623, 712, 713, 714, 715, 9002] as const;

/** A legal entity with one store, register and associate who can sign in there. */
export async function newEntity({ api }: Pick<TestServer, "api">, { rsid = null }: { rsid?: string | null } = {}): Promise<NewEntity> {
  const legalEntity = randomName().toUpperCase();
  const made = { legalEntity: legalEntity as LegalEntityCode, store: "S1", register: "R1", operatorId: "1001", password: "associate-1001" };
  const within = { legalEntity };
  await api(putLegalEntity, { params: within, body: { name: `Entity ${legalEntity}`, currency: "EUR", rsid, publishAtOnce: true } });
  await api(putAddressBook, { params: { ...within, code: "customers" }, body: { name: "Customers" } });
  await api(putAddressBook, { params: { ...within, code: "staff" }, body: { name: "Staff" } });
  await api(putStore, {
    params: { ...within, store: made.store },
    body: { name: "Store 1", city: "Utrecht", customerAddressBooks: ["customers"], employeeAddressBooks: ["staff"] },
  });
  await api(putRegister, { params: { ...within, register: made.register }, body: { store: made.store } });
  await api(putWorker, {
    params: { ...within, operatorId: made.operatorId },
    body: { name: "Associate", employeeAddressBooks: ["staff"], operations: [...ASSOCIATE_OPERATIONS], password: made.password },
  });
  return made;
}

function randomName(): string {
  return randomBytes(5).toString("hex");
}
