import { SECTION_NAMES, SECTIONS, type StoreConfig } from "@rapport/contract/publishing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterJobs, allowedAtStore, danglingNames, differencesOf, isSameState, jobsNeeded, mendsOf, sectionsOfJob, type SectionHashes } from "./index.ts";

const EMPTY = Object.fromEntries(SECTION_NAMES.map((name) => [name, {}])) as unknown as StoreConfig;
const config = (parts: { readonly [S in keyof StoreConfig]?: Record<string, unknown> }): StoreConfig => {
  const read = Object.entries(parts).map(([name, things]) => [
    name,
    Object.fromEntries(Object.entries(things ?? {}).map(([key, thing]) => [key, SECTIONS[name as keyof StoreConfig].content.parse(thing)])),
  ]);
  return { ...EMPTY, ...(Object.fromEntries(read) as Partial<StoreConfig>) };
};
const called = (text: string) => ({ en: text, nl: text });

describe("jobs", () => {
  test("PB1 every section is carried by one job, and by 9999", () => {
    expect(sectionsOfJob(1040)).toEqual(["attributes"]);
    expect(sectionsOfJob(1060)).toEqual(["workerLayouts", "permissionGroups", "workers"]);
    expect(sectionsOfJob(1010)).toEqual([]);
    expect(sectionsOfJob(9999)).toEqual([...SECTION_NAMES]);
  });

  const hashes = fc.dictionary(fc.constantFrom(...SECTION_NAMES), fc.constantFrom("a", "b", "c")) as fc.Arbitrary<SectionHashes>;
  const job = fc.constantFrom(1010, 1040, 1060, 1070, 1090, 1110, 1150, 9999 as const);

  test("PB2 a section of a store is the newest that its job carried, whatever runs in whichever order", () => {
    fc.assert(
      fc.property(hashes, fc.array(fc.tuple(hashes, fc.array(job, { maxLength: 3 })), { maxLength: 12 }), (first, runs) => {
        let has: SectionHashes = first;
        for (const [draft, jobs] of runs) has = afterJobs(has, { draft, jobs });
        for (const name of SECTION_NAMES) {
          const carried = runs.filter(([draft, jobs]) => draft[name] !== undefined && jobs.some((one) => sectionsOfJob(one).includes(name)));
          expect(has[name]).toBe((carried.at(-1)?.[0] ?? first)[name]);
        }
      }),
    );
  });

  test("PB5 the jobs that a change needs bring a store to what headquarters has, and no others run", () => {
    const whole = fc.record(Object.fromEntries(SECTION_NAMES.map((name) => [name, fc.constantFrom("a", "b")])) as Record<string, fc.Arbitrary<string>>);
    fc.assert(
      fc.property(hashes, whole as fc.Arbitrary<SectionHashes>, (has, draft) => {
        const jobs = jobsNeeded(has, draft);
        expect(isSameState(afterJobs(has, { draft, jobs }), draft)).toBe(true);
        for (const left of jobs) expect(isSameState(afterJobs(has, { draft, jobs: jobs.filter((other) => other !== left) }), draft)).toBe(false);
      }),
    );
  });
});

describe("what holds together", () => {
  const vip = { name: called("VIP"), type: "boolean", refinable: false };
  const group = { name: called("Book"), members: [{ attribute: "vip", displayOrder: 1 }] };
  const parameters = { parameters: { clientBookAttributeGroup: "book" } };

  test("PB7 a whole state has no name that leads nowhere", () => {
    expect(danglingNames(config({ attributes: { vip }, attributeGroups: { book: group }, parameters }))).toEqual([]);
  });

  test("PB7 a parameter whose group is not there, and a group whose attribute is not there, name the jobs that mend it", () => {
    const noGroup = danglingNames(config({ attributes: { vip }, parameters }));
    expect(noGroup).toEqual([{ section: "parameters", key: "parameters", names: "book", lacking: "attributeGroups" }]);
    expect(mendsOf(noGroup)).toEqual([1150, 1110]);
    const noAttribute = danglingNames(config({ attributeGroups: { book: group } }));
    expect(noAttribute).toEqual([{ section: "attributeGroups", key: "book", names: "vip", lacking: "attributes" }]);
    expect(mendsOf(noAttribute)).toEqual([1040, 1150]);
    const noShortcut = danglingNames(config({ parameters: { parameters: { clientBookAttributeGroup: null, searchAttributes: ["shoe"] } } }));
    expect(noShortcut).toEqual([{ section: "parameters", key: "parameters", names: "shoe", lacking: "attributes" }]);
    expect(mendsOf(noShortcut)).toEqual([1040, 1110]);
  });
});

describe("differences", () => {
  test("what came, what went, and each field that changed, in the order of codes", () => {
    const from = { b: { name: "B", active: true }, gone: { name: "G" }, same: { values: [{ a: 1, b: 2 }] } };
    const to = { b: { name: "Bee", active: true, city: "Bath" }, a: { name: "A" }, same: { values: [{ b: 2, a: 1 }] } };
    expect(differencesOf(from, to)).toEqual([
      { key: "a", kind: "added", field: null, from: undefined, to: { name: "A" } },
      { key: "b", kind: "changed", field: "name", from: "B", to: "Bee" },
      { key: "b", kind: "changed", field: "city", from: undefined, to: "Bath" },
      { key: "gone", kind: "removed", field: null, from: { name: "G" }, to: undefined },
    ]);
  });
});

describe("who may do what", () => {
  const at = new Date("2026-11-29T22:30:00Z");
  const worker = { name: "Ann", employeeAddressBooks: ["staff", "old"], permissionGroup: "sellers", operations: [715], withheld: [713] };
  const published = (change: object = {}, parts: Parameters<typeof config>[0] = {}) =>
    config({
      store: { S1: { employeeAddressBooks: ["staff"], timeZone: "Asia/Tokyo" } },
      registers: { R1: {} },
      permissionGroups: { sellers: { name: "Sellers", operations: [712, 713] } },
      workers: { ann: { ...worker, ...change } },
      ...parts,
    });
  const now = {
    id: "b3f6a4c0-0000-4000-8000-000000000001",
    operatorId: "ann",
    register: "R1",
    store: "S1",
    operations: [712, 713, 714, 715],
    addressBooks: ["staff"],
  };

  test("PB3 the operations are those that the snapshot and headquarters both give", () => {
    expect(allowedAtStore(published(), now, { at })).toEqual({ kind: "allowed", name: "Ann", operations: [712, 715] });
    expect(allowedAtStore(published(), { ...now, operations: [715, 714] }, { at })).toMatchObject({ operations: [715] });
    const unused = { permissionGroups: { sellers: { name: "Sellers", operations: [712], active: false } } };
    expect(allowedAtStore(published({}, unused), now, { at })).toMatchObject({ operations: [715] });
  });

  test("PB3 an address book counts while the store, the worker and headquarters have it", () => {
    expect(allowedAtStore(published(), { ...now, addressBooks: ["old"] }, { at })).toEqual({ kind: "elsewhere" });
    expect(allowedAtStore(published({ employeeAddressBooks: ["old"] }), { ...now, addressBooks: ["staff", "old"] }, { at })).toEqual({ kind: "elsewhere" });
  });

  test("PB8 who or what the store does not know, or not on this day of the store, is unpublished", () => {
    const unknown = { kind: "unpublished", what: "worker" };
    expect(allowedAtStore(published(), { ...now, operatorId: "ben" }, { at })).toEqual(unknown);
    expect(allowedAtStore(published({ active: false }), now, { at })).toEqual(unknown);
    // Somebody else got the operator id of a worker who was deleted.
    expect(allowedAtStore(published({ id: now.id }), now, { at })).toMatchObject({ kind: "allowed" });
    expect(allowedAtStore(published({ id: "b3f6a4c0-0000-4000-8000-000000000002" }), now, { at })).toEqual(unknown);
    // In Tokyo it is the 30th.
    expect(allowedAtStore(published({ employedTo: "2026-11-29" }), now, { at })).toEqual(unknown);
    expect(allowedAtStore(published({ employedFrom: "2026-11-30" }), now, { at })).toMatchObject({ kind: "allowed" });
    expect(allowedAtStore(published(), { ...now, register: "R2" }, { at })).toEqual({ kind: "unpublished", what: "register" });
    expect(allowedAtStore(EMPTY, now, { at })).toEqual({ kind: "unpublished", what: "register" });
  });
});
