import {
  applyIdRule,
  changeDataSource,
  getIdRule,
  IdRule,
  listUnlinkedIds,
  restartDataSource,
  takeBackIdRule,
  tryIdRule,
  type IdRuleOfSource,
} from "@rapport/contract/data-sources";
import { Refusal } from "@rapport/contract";
import { randomWords, testRounds } from "@rapport/testkit";
import { randomInt } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../../testing/index.ts";
import { daysAgo, hits, minutesAgo, report, totals } from "../online.fixture.ts";
import { lines, newSource, type TestSource } from "../uploads.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const HEADER = "Date\tEvar 1\tProduct\ttransactionID\tOrders\tPrice\tQuantity";
const order = (id: string, more: object = {}) => ({
  vid: `of ${id}`,
  v1: `from ${id}`,
  xact: id,
  ts: minutesAgo(60),
  events: "purchase",
  products: ";Boot;1;50",
  ...more,
});
const row = (id: string, price = "10") => `${daysAgo(0)}\t\t\t${id}\t0\t${price}\t0`;

const at = ({ rsid, id }: TestSource) => ({ rsid: rsid as never, dataSourceId: id });
const unlinked = async (source: TestSource, query: Parameters<typeof listUnlinkedIds.query.parse>[0] = {}) =>
  await server.api(listUnlinkedIds, { params: at(source), query: listUnlinkedIds.query.parse(query) });
const rule = (of: Partial<IdRule>) => IdRule.parse(of);
const counted = async (source: TestSource, of: Partial<IdRule>) => await server.api(tryIdRule, { params: at(source), body: { rule: rule(of) } });
async function settled(source: TestSource): Promise<IdRuleOfSource> {
  const states = async () => (await server.api(getIdRule, { params: at(source) })).changes.map(({ state }) => state);
  await expect.poll(states, { timeout: 60_000 }).not.toContainEqual(expect.stringMatching(/ing/));
  return await server.api(getIdRule, { params: at(source) });
}
const apply = async (source: TestSource, of: Partial<IdRule>, waiting: boolean) => {
  await server.api(applyIdRule, { params: at(source), body: { rule: rule(of), waiting } });
  return await settled(source);
};
const takeBack = async (source: TestSource, changeId: number | undefined) => {
  await server.api(takeBackIdRule, { params: { ...at(source), changeId: changeId ?? 0 } });
  return await settled(source);
};

describe("ids that are not linked", () => {
  test("UL1 UL2 are listed, the longest waiting first, with why, since when, and what is recorded that is like them; found by state and text, page by page", async () => {
    const { rsid } = await newSuite(server);
    await hits(server, rsid, order("123"), order("call_77"), order("ABC-9"));
    const source = await newSource(server, { rsid });
    const first = await source.load(lines(HEADER, row("00123"), row("77"), row("00123", "5"), row("123")));
    await source.load(lines(HEADER, row("abc-9"), row("nothing alike"), row("00123", "7")));
    const all = await unlinked(source);
    expect(all.ids.map(({ kind, id, state, rows, upload, similar }) => [kind, id, state, rows, upload === first.jobId, similar])).toEqual([
      ["transaction", "00123", "not_yet", 3, true, ["123"]],
      ["transaction", "77", "not_yet", 1, true, ["call_77"]],
      ["transaction", "abc-9", "not_yet", 1, false, ["ABC-9"]],
      ["transaction", "nothing alike", "not_yet", 1, false, []],
    ]);
    expect(all).toMatchObject({ next: null, total: 4, counts: [{ state: "not_yet", ids: 4, rows: 6 }] });
    expect((await unlinked(source, { search: "ABC" })).ids.map(({ id }) => id)).toEqual(["abc-9"]);
    expect(await unlinked(source, { state: "expired" })).toMatchObject({ ids: [], total: 0, counts: [{ ids: 4 }] });
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await unlinked(source, { limit: 3, ...(after !== undefined && { after }) });
      seen.push(...page.ids.map(({ id }) => id));
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen).toEqual(["00123", "77", "abc-9", "nothing alike"]);
    await expect(unlinked(source, { after: "no place" })).rejects.toMatchObject({ code: "cursor.wrong" });

    // A customer who is not known yet, beside one who is.
    const people = await newSource(server, { rsid, type: "visitorid" });
    await people.load(lines("Date\tVisitorID\tPrice", `${daysAgo(0)}\tOF 123\t4`));
    expect((await unlinked(people)).ids).toMatchObject([{ kind: "customer", id: "OF 123", state: "unknown_visitor", similar: ["of 123"] }]);
  });

  test("UL1 of a suite that links nothing late are told as too late", async () => {
    const { rsid } = await newSuite(server, { lateLinking: false });
    const source = await newSource(server, { rsid });
    await source.load(lines(HEADER, row("late")));
    expect((await unlinked(source)).ids).toMatchObject([{ id: "late", state: "never_seen" }]);
  });
});

describe("another way to read ids", () => {
  test("UL3 is counted first: what it links, what is ambiguous, what stays, and what it would lose; nothing changes", async () => {
    const { rsid } = await newSuite(server);
    await hits(server, rsid, order("1"), order("2"), order("02"), order("07"));
    const source = await newSource(server, { rsid });
    const { jobId } = await source.load(lines(HEADER, row("001"), row("001", "5"), row("002"), row("003"), row("07"), row("x")));
    const trial = await counted(source, { zeros: "left_out" });
    expect(trial).toEqual({
      changed: { ids: 3, rows: 4 },
      links: { ids: 1, rows: 2 },
      ambiguous: { ids: 1, rows: 1 },
      stays: { ids: 1, rows: 1 },
      loses: { ids: 1, rows: 1 },
      another: { ids: 0, rows: 0 },
      readOtherwise: 0,
      examples: [
        { id: "002", becomes: "2", outcome: "ambiguous", rows: 1 },
        { id: "001", becomes: "1", outcome: "links", rows: 2 },
        { id: "003", becomes: "3", outcome: "stays", rows: 1 },
      ],
    });
    expect(await source.receipt(jobId)).toMatchObject({ linkedByTransaction: 1, unlinked: 5 });
    // Once there is an order 7 too, a later file's 07 would be taken for it.
    await hits(server, rsid, order("7"));
    expect(await counted(source, { zeros: "left_out" })).toMatchObject({ loses: { ids: 0 }, another: { ids: 1, rows: 1 } });
    expect(await counted(source, { addPrefix: "W-" })).toMatchObject({ loses: { ids: 1, rows: 1 }, another: { ids: 0 } });
    // An id that would become one that changes itself is renamed by nobody.
    expect(await counted(source, { addPrefix: "0" })).toMatchObject({ changed: { ids: 4 }, ambiguous: { ids: 0 } });
    await source.load(lines(HEADER, row("0x")));
    expect(await counted(source, { addPrefix: "0" })).toMatchObject({ changed: { ids: 5 }, ambiguous: { ids: 1, rows: 1 } });
  });

  test("UL3 what a rule would lose is counted of refunds and of files that link nothing late too", async () => {
    const { rsid } = await newSuite(server, { lateLinking: false });
    await hits(server, rsid, order("07"));
    const sales = await newSource(server, { rsid });
    expect(await sales.load(lines(HEADER, row("07"), row("07", "2")))).toMatchObject({ linkedByTransaction: 2 });
    const refunds = await newSource(server, { rsid, type: "refund" });
    expect(await refunds.load(lines("Date\ttransactionID\tPrice", `${daysAgo(0)}\t07\t5`))).toMatchObject({ linkedByTransaction: 1 });
    const zeros = { zeros: "left_out" } as const;
    expect(await counted(sales, zeros)).toMatchObject({ changed: { ids: 0 }, loses: { ids: 1, rows: 2 }, another: { ids: 0 } });
    expect(await counted(refunds, zeros)).toMatchObject({ changed: { ids: 0 }, loses: { ids: 1, rows: 1 }, another: { ids: 0 } });
    await hits(server, rsid, order("7"));
    expect(await counted(refunds, zeros)).toMatchObject({ loses: { ids: 0 }, another: { ids: 1, rows: 1 } });
  });

  test("UL3 UL4 no rule is counted, or given to rows that wait, over ids that a rule made; after taking it back each has its file's own", async () => {
    const { rsid } = await newSuite(server);
    const source = await newSource(server, { rsid });
    await source.load(lines(HEADER, row("0012")));
    const waiting = async () => (await unlinked(source)).ids.map(({ id }) => id);
    const first = await apply(source, { addPrefix: "W-" }, true);
    expect(await waiting()).toEqual(["W-0012"]);
    const refused = { code: "id_rule.holds" };
    for (const of of [{ zeros: "left_out" }, { addPrefix: "W-" }, {}] as const) {
      await expect(counted(source, of)).rejects.toMatchObject(refused);
      await expect(apply(source, of, true)).rejects.toMatchObject(refused);
    }
    // Later files may be read in another way, also as they are written: the rows that waited keep what the first rule made.
    await source.load(lines(HEADER, row("0013")));
    const second = await apply(source, {}, false);
    await source.load(lines(HEADER, row("0014")));
    await expect(counted(source, { addPrefix: "W-" })).rejects.toMatchObject(refused);
    await expect(apply(source, { addPrefix: "W-" }, true)).rejects.toMatchObject(refused);
    expect(await waiting()).toEqual(["W-0012", "W-0013", "0014"]);
    await takeBack(source, second.changes[0]?.id);
    await takeBack(source, first.changes[0]?.id);
    // The file that came under the first rule stays as it was read, and no rule is applied to that.
    expect(await waiting()).toEqual(["0012", "W-0013", "0014"]);
    expect(await counted(source, { zeros: "left_out" })).toMatchObject({ changed: { ids: 2, rows: 2 }, readOtherwise: 1 });
    await apply(source, { zeros: "left_out", addPrefix: "W-" }, true);
    expect(await waiting()).toEqual(["W-12", "W-0013", "W-14"]);
  });

  test("UL4 a file is read by the rule of when it came, however long it waits", async () => {
    const { rsid } = await newSuite(server);
    const source = await newSource(server, { rsid });
    const params = { company: "rapport", rsid, dataSourceId: source.id } as const;
    await server.api(changeDataSource, { params, body: { on_errors: "stop" } });
    expect(await source.load(lines("Date\tNonsense", `${daysAgo(0)}\tx`))).toMatchObject({ status: "failure" });
    const before = await source.send(lines(HEADER, row("001")));
    const { changes } = await apply(source, { zeros: "left_out" }, true);
    const after = await source.send(lines(HEADER, row("002")));
    // A file that comes while the change is being taken back is read as before already.
    const state = async (to: "applied" | "taking_back") =>
      await server.deps.db
        .updateTable("id_rule_change")
        .set({ state: to })
        .where("id", "=", changes[0]?.id ?? 0)
        .execute();
    await state("taking_back");
    const meanwhile = await source.send(lines(HEADER, row("003")));
    await state("applied");
    await server.api(restartDataSource, { params });
    for (const jobId of [before, after, meanwhile]) expect(await source.ended(jobId)).toMatchObject({ status: "success" });
    expect((await unlinked(source)).ids.map(({ id }) => id)).toEqual(["001", "2", "003"]);
  });

  test("UL4 UL5 holds from the next file on and, if wished, for rows that wait; orders that come later find them; it is taken back with all it did", async () => {
    const suite = await newSuite(server);
    const { rsid } = suite;
    await hits(server, rsid, order("1"));
    const source = await newSource(server, { rsid });
    const { jobId } = await source.load(lines(HEADER, row("001"), row("002", "20"), row("9")));
    const values = async () => await report(server, suite, { dimension: "evar1", metrics: ["revenue", "occurrences"] });
    const before = { reports: await values(), receipt: await source.receipt(jobId) };

    const applied = await apply(source, { zeros: "left_out" }, true);
    expect(applied).toMatchObject({ rule: { zeros: "left_out" }, changes: [{ state: "applied", waiting: true, ids: 2, rows: 2, linked: 1 }] });
    expect(await source.receipt(jobId)).toMatchObject({ linkedByTransaction: 1, unlinked: 2 });
    expect((await values())["from 1"]).toEqual([60, 2]);
    expect((await unlinked(source)).ids.map(({ id }) => id)).toEqual(["2", "9"]);
    await hits(server, rsid, order("2"));
    await expect.poll(async () => (await values())["from 2"]).toEqual([70, 2]);
    const next = await source.load(lines(HEADER, row("0001", "3")));
    expect(next).toMatchObject({ linkedByTransaction: 1, unlinked: 0 });

    const change = applied.changes[0]?.id ?? 0;
    await server.api(takeBackIdRule, { params: { ...at(source), changeId: change } });
    expect(await settled(source)).toMatchObject({ rule: { zeros: "kept" }, changes: [{ state: "taken_back" }] });
    expect(await source.receipt(jobId)).toEqual(before.receipt);
    // What a file said under the rule stays. The rows that waited are as they were, beside the order that came meanwhile.
    expect(await values()).toEqual({ ...before.reports, "from 1": [53, 2], "from 2": [50, 1] });
    expect((await unlinked(source)).ids.map(({ id }) => id)).toEqual(["001", "002", "9"]);
    await hits(server, rsid, order("002", { ts: minutesAgo(5) }));
    await expect.poll(async () => (await values())["from 002"]).toEqual([70, 2]);
    expect(await source.load(lines(HEADER, row("00001")))).toMatchObject({ linkedByTransaction: 0, unlinked: 1 });
  });

  test("UL4 UL5 of two at once only one is made; only the newest that holds is taken back", async () => {
    const { rsid } = await newSuite(server);
    const source = await newSource(server, { rsid });
    const ask = async (of: Partial<IdRule>) => await server.api(applyIdRule, { params: at(source), body: { rule: rule(of), waiting: false } });
    const answers = await Promise.allSettled([ask({ zeros: "left_out" }), ask({ letters: "lower" })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(answers.flatMap((answer) => (answer.status === "rejected" && answer.reason instanceof Refusal ? [answer.reason.code] : []))).toEqual([
      "id_rule.busy",
    ]);
    const {
      changes: [first],
      rule: held,
    } = await settled(source);
    await expect(ask(held)).rejects.toMatchObject({ code: "id_rule.same" });
    await apply(source, { addPrefix: "X" }, false);
    const back = async (changeId: number) => await server.api(takeBackIdRule, { params: { ...at(source), changeId } });
    await expect(back(first?.id ?? 0)).rejects.toMatchObject({ code: "id_rule.not_newest" });
    await back((await settled(source)).changes[0]?.id ?? 0);
    expect((await settled(source)).rule).toEqual(held);
    await back(first?.id ?? 0);
    expect((await settled(source)).rule).toEqual(rule({}));
  });

  test.for(Array.from({ length: testRounds }, () => randomInt(1_000_000)))(
    "UL4 UL5 reports are as if the files had been written with the new ids, and after taking it back as if nothing had been, seed %i",
    async (seed) => {
      const word = randomWords(seed);
      const one = <T>(...of: readonly T[]): T => of[word() % of.length] as T;
      const suites = [await newSuite(server), await newSuite(server)] as const;
      const ids = ["1", "2", "12"];
      const written = (id: string) => `SO-${id}`;
      const early = ids.filter(() => word() % 2 === 0);
      const visitor = ["ann", "ben"].map((name) => ({ vid: name, v1: `of ${name}`, ts: minutesAgo(90) }));
      const file = Array.from({ length: 25 }, () => ({
        id: one(...ids, "7", ""),
        vid: one("", "ann", "nobody"),
        own: one("", "own"),
        product: one("", "Sock"),
        price: one("1", "2.5", "-3"),
      }));
      const text = (spell: (id: string) => string) =>
        lines(
          "Date\tEvar 1\tProduct\ttransactionID\tVisitorID\tPrice",
          ...file.map((line) => [daysAgo(0), line.own, line.product, line.id === "" ? "" : spell(line.id), line.vid, line.price].join("\t")),
        );
      const sources: TestSource[] = [];
      for (const [index, { rsid }] of suites.entries()) {
        await hits(server, rsid, ...visitor, ...early.map((id) => order(id)));
        const source = await newSource(server, { rsid });
        await source.load(text(index === 0 ? written : (id) => id));
        sources.push(source);
      }
      const tables = async (suite: (typeof suites)[number]) =>
        await Promise.all([
          ...["evar1", "product"].map(
            async (dimension) => await report(server, suite, { dimension, metrics: ["revenue", "occurrences", "returnedrevenue", "visitors"] }),
          ),
          totals(server, suite, "revenue", "occurrences", "visitors", "returnedrevenue"),
        ]);
      const before = await tables(suites[0]);
      const { changes } = await apply(sources[0]!, { removePrefix: "SO-" }, true);
      expect(await tables(suites[0])).toEqual(await tables(suites[1]));
      const late = ids.filter((id) => !early.includes(id)).map((id) => order(id, { ts: minutesAgo(30) }));
      const back = word() % 2 === 0;
      if (back) {
        await server.api(takeBackIdRule, { params: { ...at(sources[0]!), changeId: changes[0]?.id ?? 0 } });
        await settled(sources[0]!);
        expect(await tables(suites[0])).toEqual(before);
      }
      for (const { rsid } of suites) await hits(server, rsid, ...late);
      if (back) await apply(sources[0]!, { removePrefix: "SO-" }, true);
      await expect.poll(async () => await tables(suites[0])).toEqual(await tables(suites[1]));
    },
  );
});
