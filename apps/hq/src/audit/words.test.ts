import { sideOf } from "@rapport/contract";
import { Attribute } from "@rapport/contract/clienteling";
import { ENDPOINTS } from "@rapport/contract/endpoints";
import { SuiteSettings } from "@rapport/contract/report-suites";
import type { AuditEntry } from "@rapport/contract/system";
import { createFormats } from "@rapport/ui";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { onlyHere } from "./entry-details.tsx";
import { exactNumber, fileRowsOf } from "./entry-file.ts";
import { numbersIn, shownValue, toldSubjects } from "./entry-words.ts";
import { fieldTexts } from "./field-texts.ts";
import { endpointTexts } from "./endpoint-texts.ts";
import { areaOf } from "./kinds.ts";
import { isRead } from "./is-read.ts";
import { namedByAddress } from "./named-by-address.ts";

test("every change at headquarters that the log can name by its endpoint has words in both languages", () => {
  const named = ENDPOINTS.filter(
    ({ method, permission, errors }) => method !== "GET" && errors === "problem" && ["headquarters", "person"].includes(sideOf(permission)),
  );
  expect(named.map(({ name }) => name).filter((name) => !Object.hasOwn(endpointTexts.messages.en, name))).toEqual([]);
});

test("AU5 what is looked for in the log stands under the area where headquarters does it", () => {
  const found = [
    "customer.saved",
    "customer.moved_to_book",
    "leaveClients",
    "file.fetched",
    "createJob",
    "startDistribution",
    "putSchedule",
    "createReportSuite",
    "applyIdRule",
    "listUnlinkedIds",
  ].map(areaOf);
  expect(found).toEqual([
    "customers",
    "clienteling",
    "clienteling",
    "dataSources",
    "dataSources",
    "distribution",
    "distribution",
    "reportSuites",
    "dataSources",
    "dataSources",
  ]);
  expect(["putScreenLayout", "putWorker", "register.activated", "api_key.created", "sign_in.failed", "inviteUser", "audit.viewed"].map(areaOf)).toEqual([
    "organisation",
    "organisation",
    "organisation",
    "system",
    "system",
    "system",
    "system",
  ]);
});

test("only of what was merely seen does an entry say that nothing was changed", () => {
  expect(["previewLeave", "tryIdRule", "findAlikeCustomers", "getRejected", "customer.viewed", "audit.exported"].map(isRead)).toEqual([
    true,
    true,
    true,
    true,
    true,
    true,
  ]);
  expect(["putWorker", "putFeature", "deleteStore", "customer.saved", "register.activated"].map(isRead)).toEqual([false, false, false, false, false]);
});

test("an entry that has only the called address names what the address is about", () => {
  expect(namedByAddress("/api/legal-entities/LINDEN/workers/1001")).toEqual({ thing: "worker", id: "1001" });
  expect(namedByAddress("/api/legal-entities/LINDEN/client-books/A%201/leaves/preview")).toEqual({ thing: "clientBook", id: "A 1" });
  expect(namedByAddress("/api/features/clienteling")).toEqual({ thing: "feature", id: "clienteling" });
  for (const path of ["/api/legal-entities/LINDEN/customers/search", "/api/legal-entities/LINDEN/parameters", "/api/hq/password", "/api/users/%"])
    expect(namedByAddress(path)).toBeUndefined();
});

test("AU7 operations and jobs are told by their numbers, and not as amounts", () => {
  expect(numbersIn([712, 1216], "operations", "nl")).toBe("712, 1216");
  expect(numbersIn([9999], "jobs", "en")).toMatch(/^9999 \w/);
  expect(numbersIn([1216], "members", "en")).toBeUndefined();
});

test("AU7 every field that the log can name has words in both languages", async () => {
  const schema = await readFile(new URL("../../../../packages/operational/__golden__/schema.txt", import.meta.url), "utf8");
  const columns = new Map(
    schema.split("\n\n").map((block) => {
      const [table = "", ...lines] = block.trim().split("\n");
      return [table, lines.flatMap((line) => /^ {2}(?!constraint)([a-z_]+) /.exec(line)?.[1] ?? [])] as const;
    }),
  );
  const named = NOTED.flatMap((table) => columns.get(table) ?? [])
    .filter((column) => !UNTOLD.has(column))
    .map((column) => column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));
  expect(named.length).toBeGreaterThan(60);
  const settings = [...Object.keys(Attribute.shape), ...Object.keys(SuiteSettings.shape)].filter((field) => field !== "variables");
  const told = [...named, ...settings, "customerAddressBooks", "employeeAddressBooks", "members", "stores"];
  expect([...new Set(told)].filter((field) => !Object.hasOwn(fieldTexts.messages.en, field))).toEqual([]);
});

/** Tables of which the database writes down each changed column. */
const NOTED = [
  "access_settings",
  "activity_type",
  "address_book",
  "api_key",
  "attribute_group",
  "data_source",
  "distribution_schedule",
  "distribution_settings",
  "feature_state",
  "legal_entity",
  "number_sequence",
  "permission_group",
  "register",
  "report_suite",
  "screen_layout",
  "store",
  "store_group",
  "worker",
];
/** Columns that say which thing it is, or that stay out of the log. */
const UNTOLD: ReadonlySet<string> = new Set(
  (
    "one id code number reference feature legal_entity version changed_at changed_by created_at made_by last_used_at from_settings next_at last_run refused generation " +
    "draft_key parameters_version parameters_changed_at parameters_changed_by"
  ).split(" "),
);

test("a file of the log has a row for each changed field, and one for whatever else is named", () => {
  const entry: AuditEntry = {
    id: 7,
    at: "2026-03-01T10:00:00.000Z",
    legalEntity: "LINDEN",
    actor: { kind: "apiKey", id: "k", name: "Feed" },
    approvedBy: null,
    action: "customer.saved",
    address: null,
    names: 2,
    subjects: [
      { kind: "customer", id: "1", label: "A-1", changes: { city: { from: "", to: "Delft" }, email: { from: "a@b.nl", to: "" } } },
      { kind: "customer", id: "2", label: "A-2", changes: null },
    ],
  };
  expect(fileRowsOf(entry).map(({ subject, field, change }) => [subject?.label, field, change?.to])).toEqual([
    ["A-1", "city", "Delft"],
    ["A-1", "email", ""],
    ["A-2", null, undefined],
  ]);
  expect(fileRowsOf({ ...entry, subjects: [] })).toHaveLength(1);
});

test("the file of the log rounds no number, also not inside of a value", () => {
  const said = (language: "en" | "nl") => {
    const formats = createFormats({ language, timeZone: "UTC" });
    return (value: unknown) => shownValue(value, { number: (one) => exactNumber(formats, one), field: (name) => name, yesNo: String });
  };
  expect([1.17345, 2.1234, 1234567, -0.00001].map(said("en"))).toEqual(["1.17345", "2.1234", "1234567", "−0.00001"]);
  expect(said("nl")({ lower: 1.00049, values: [1.5, null] })).toBe("lower: 1,00049, values: 1,5, –");
});

test("an entry names the things themselves in place of the address that was called, and of long lists what differs", () => {
  const [address, thing] = [
    { kind: "address", id: "/api/legal-entities/A/stores/S1", label: null, changes: null },
    { kind: "store", id: "S1", label: null, changes: {} },
  ];
  expect(toldSubjects([address, thing])).toEqual([thing]);
  expect(toldSubjects([address])).toEqual([address]);
  const many = Array.from({ length: 50 }, (_, i) => ({ value: `v${i}` }));
  expect(onlyHere([...many, { value: "new" }], many)).toEqual([{ value: "new" }]);
  expect(onlyHere(many, [...many, { value: "new" }])).toEqual([]);
  expect(onlyHere(many.toReversed(), many)).toEqual(many.toReversed());
  expect(onlyHere([1, 2], [1])).toEqual([1, 2]);
});
