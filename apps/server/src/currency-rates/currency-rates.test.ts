import type { Reply, Rsid } from "@rapport/contract";
import { getCurrencyRates, putCurrencyRates, type NewRate } from "@rapport/contract/report-suites";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditLog, newSuite, testServer, type TestServer } from "../testing/index.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock: testClock("2026-03-25T12:00:00Z"), schedules: false });
});
afterAll(() => server.close());

const put = async (rsid: Rsid, rates: readonly NewRate[], changeUsed?: boolean) =>
  await server.api(putCurrencyRates, {
    params: { rsid },
    query: changeUsed === undefined ? {} : { changeUsed: String(changeUsed) },
    body: { rates: [...rates] },
  });
const get = async (rsid: Rsid, query = {}) => (await server.api(getCurrencyRates, { params: { rsid }, query })).rates;
const usd = (day: string, rate: string): NewRate => ({ day, from: "USD", rate });
const csv = async (rsid: string, payload: string, query = "") =>
  await server.inject({
    method: "PUT",
    url: `/api/report-suites/${rsid}/currency-rates${query}`,
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "text/csv" },
    payload,
  });

describe("rates of days", () => {
  test("are stored exactly as given and listed newest day first; the same again changes nothing", async () => {
    const { rsid } = await newSuite(server);
    const rates = [usd("2026-03-01", "0.85"), usd("2026-03-02", "0.123456789012"), { day: "2026-03-02", from: "IDR", to: "EUR", rate: "0.000052" }];
    expect(await put(rsid, rates)).toEqual({ added: 3, changed: 0, unchanged: 0 });
    const kept = [
      { day: "2026-03-02", from: "IDR", to: "EUR", rate: "0.000052", used: false },
      { day: "2026-03-02", from: "USD", to: "EUR", rate: "0.123456789012", used: false },
      { day: "2026-03-01", from: "USD", to: "EUR", rate: "0.85", used: false },
    ];
    expect(await get(rsid)).toEqual(kept);
    expect(await put(rsid, [...rates, usd("2026-03-01", "00.850")])).toEqual({ added: 0, changed: 0, unchanged: 3 });
    expect(await get(rsid)).toEqual(kept);
    expect(await put(rsid, [usd("2026-03-01", "0.86")])).toEqual({ added: 0, changed: 1, unchanged: 0 });
    expect(await get(rsid, { currency: "USD", lastDay: "2026-03-01" })).toEqual([{ ...kept[2], rate: "0.86" }]);
    expect(await get(rsid, { firstDay: "2026-03-02" })).toEqual(kept.slice(0, 2));
  });

  test("belong to one suite", async () => {
    const [a, b] = [await newSuite(server), await newSuite(server, { currency: "GBP" })];
    await put(a.rsid, [usd("2026-03-01", "0.85")]);
    await put(b.rsid, [usd("2026-03-01", "0.75")]);
    expect(await get(a.rsid)).toEqual([{ day: "2026-03-01", from: "USD", to: "EUR", rate: "0.85", used: false }]);
    expect(await get(b.rsid)).toEqual([{ day: "2026-03-01", from: "USD", to: "GBP", rate: "0.75", used: false }]);
  });

  test.each<[string, NewRate[], string, string]>([
    ["the suite's own currency", [usd("2026-03-01", "1"), { ...usd("2026-03-01", "1"), from: "EUR" }], "rates[1].from", "rate.own_currency"],
    ["another currency than the suite's to convert to", [{ ...usd("2026-03-01", "1"), to: "GBP" }], "rates[0].to", "rate.other_currency"],
    ["two rates of one day", [usd("2026-03-01", "1"), usd("2026-03-02", "1"), usd("2026-03-01", "2")], "rates[2].rate", "rate.twice"],
    ["no currency", [{ ...usd("2026-03-01", "1"), from: "XXQ" }], "rates[0].from", "form.currency"],
    ["a day that is none", [usd("2026-02-30", "1")], "rates[0].day", "value.date"],
    ...["0", "0.000", "-1", "1e3", "1,5", "", ".5", "1.", "0.1234567890123"].map((rate): [string, NewRate[], string, string] => [
      `the rate "${rate}"`,
      [usd("2026-03-01", "1"), usd("2026-03-02", rate)],
      "rates[1].rate",
      "form.rate",
    ]),
  ])("%s is refused, with the row, and none of the others is kept", async (_, rates, place, code) => {
    const { rsid } = await newSuite(server);
    const answer = await server.inject({
      method: "PUT",
      url: `/api/report-suites/${rsid}/currency-rates`,
      headers: { authorization: `Bearer ${server.apiKey}` },
      payload: { rates },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ errors: [{ path: place.split(/[[\].]+/).map((part) => (/^\d+$/.test(part) ? Number(part) : part)), code }] });
    expect(await get(rsid)).toEqual([]);
  });

  test("C21 U8 CY1 with partial=true the good rows are kept and each of a thousand wrong ones is named, in JSON and in CSV", async () => {
    const { rsid } = await newSuite(server);
    const faulty = [
      [{ ...usd("2026-03-01", "1"), from: "EUR" }, "2026-03-01 EUR", "from", "rate.own_currency"],
      [{ ...usd("2026-03-01", "1"), to: "GBP" }, "2026-03-01 USD", "to", "rate.other_currency"],
      [usd("2026-03-02", "0.9"), "2026-03-02 USD", "rate", "rate.twice"],
      [usd("2026-02-30", "1"), "2026-02-30 USD", "day", "value.date"],
      [{ ...usd("2026-03-01", "1"), extra: 1 }, "2026-03-01 USD", "", "value.unknown_keys"],
      ["a text", "", "", "value.type"],
      [{ rate: "1" }, "", "day", "value.missing"],
      ...Array.from({ length: 993 }, () => [usd("2026-03-01", "0"), "2026-03-01 USD", "rate", "form.rate"] as const),
    ] as const;
    const rates = [usd("2026-03-02", "0.85"), ...faulty.map(([row]) => row), usd("2026-03-03", "0.86"), usd("2026-03-02", "0.850")];
    const url = `/api/report-suites/${rsid}/currency-rates?partial=true`;
    const answer = await server.inject({ method: "PUT", url, headers: { authorization: `Bearer ${server.apiKey}` }, payload: { rates } });
    const { refused, ...counts } = answer.json<Reply<typeof putCurrencyRates>>();
    expect([answer.statusCode, counts]).toEqual([200, { added: 2, changed: 0, unchanged: 0 }]);
    expect(refused?.map(({ index, id, errors: [error] }) => [index, id, error?.field, error?.code])).toEqual(
      faulty.map(([, id, field, code], at) => [at + 1, id, field, code]),
    );
    expect((await get(rsid)).map(({ day, rate }) => [day, rate])).toEqual([
      ["2026-03-03", "0.86"],
      ["2026-03-02", "0.85"],
    ]);

    const file = `day,from,rate\r\n2026-03-04,USD,0.87\r\n${"2026-03-05,USD,x\r\n".repeat(1000)}2026-03-06,USD,0.88\r\n`;
    const { refused: lines, added } = (await csv(`${rsid}`, file, "?partial=true")).json<Reply<typeof putCurrencyRates>>();
    expect([added, lines?.length, lines?.at(-1)]).toMatchObject([
      2,
      1000,
      { index: 1000, id: "2026-03-05 USD", errors: [{ field: "rate", code: "form.rate" }] },
    ]);
    await server.deps.db
      .updateTable("currency_rate")
      .set({ used_at: server.deps.clock.now() })
      .where("rsid", "=", rsid)
      .where("day", "=", "2026-03-04")
      .execute();
    const used = await server.api(putCurrencyRates, {
      params: { rsid },
      query: { partial: "true" },
      body: { rates: [usd("2026-03-04", "2"), usd("2026-03-06", "3"), usd("2026-03-04", "0.870")] },
    });
    expect(used).toMatchObject({
      added: 0,
      changed: 1,
      unchanged: 0,
      refused: [
        { index: 0, errors: [{ code: "rate.used", params: { rate: "0.87" } }] },
        { index: 2, errors: [{ code: "rate.twice", params: { earlier: 0 } }] },
      ],
    });
  });

  test("can be sent and read as CSV too", async () => {
    const { rsid } = await newSuite(server);
    expect((await csv(rsid, "\uFEFFDay;From;Rate\r\n2026-03-01;USD;0.85\r\n\r\n2026-03-01;GBP;1.1583\r\n")).json()).toEqual({
      added: 2,
      changed: 0,
      unchanged: 0,
    });
    const answer = await server.inject({
      method: "GET",
      url: `/api/report-suites/${rsid}/currency-rates`,
      headers: { authorization: `Bearer ${server.apiKey}`, accept: "text/csv" },
    });
    expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(answer.body).toBe("day,from,to,rate\r\n2026-03-01,GBP,EUR,1.1583\r\n2026-03-01,USD,EUR,0.85\r\n");
    expect((await csv(rsid, answer.body)).json()).toEqual({ added: 0, changed: 0, unchanged: 2 });
  });

  test.each([
    ["no column names", "2026-03-01,USD,0.85\r\n", { code: "request.csv_columns" }],
    ["a column that is not known", "day,from,price\r\n2026-03-01,USD,0.85\r\n", { code: "request.csv_columns" }],
    ["a line that is too long", "day,from,rate\r\n2026-03-01,USD,0.85\r\n2026-03-02,USD,0,86\r\n", { code: "request.csv_line", params: { line: 3 } }],
    ["a rate that is none", "day,from,rate\r\n2026-03-01,USD,0.85\r\n2026-03-02,USD,x\r\n", { errors: [{ path: ["rates", 1, "rate"], code: "form.rate" }] }],
    ["a line without a rate", "day,from,rate\r\n2026-03-01,USD,\r\n", { errors: [{ path: ["rates", 0, "rate"], code: "value.missing" }] }],
    ["no lines", "day,from,rate\r\n", { errors: [{ path: ["rates"] }] }],
  ])("a CSV file with %s is refused, and nothing of it is kept", async (_, text, refusal) => {
    const { rsid } = await newSuite(server);
    const answer = await csv(rsid, text);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject(refusal);
    expect(await get(rsid)).toEqual([]);
  });

  test("are in the audit log, whoever gave them", async () => {
    const { rsid } = await newSuite(server);
    const signedIn = await server.inject({ method: "POST", url: "/api/hq/session", payload: await server.addHqUser() });
    const url = `/api/report-suites/${rsid}/currency-rates`;
    for (const headers of [{ cookie: String(signedIn.headers["set-cookie"]).split(";")[0] }, { authorization: `Bearer ${server.apiKey}` }]) {
      const answer = await server.inject({ method: "PUT", url, headers, payload: { rates: [usd("2026-03-01", "0.85")] } });
      expect(answer.statusCode).toBe(200);
    }
    const rows = await auditLog(server.deps.db).select(["actor_kind", "action"]).where("subject_id", "=", url).orderBy("at").execute();
    expect(rows.toSorted((a, b) => (a.actor_kind < b.actor_kind ? -1 : 1))).toEqual([
      { actor_kind: "apiKey", action: "putCurrencyRates" },
      { actor_kind: "headquarters", action: "putCurrencyRates" },
    ]);
  });
});
