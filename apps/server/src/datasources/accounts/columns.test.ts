import { Refusal } from "@rapport/contract";
import { changeDataSource, createDataSource, getDataSource, listDataSources } from "@rapport/contract/data-sources";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { endedJob, newSuite, postFile, testServer, type TestServer } from "../../testing/index.ts";

/** The columns that somebody chose for a source (FU19). */
const company = "rapport";
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock: testClock("2026-03-02T12:00:00Z") });
});
afterAll(() => server.close());

test("FU19 FF4 the columns that were chosen for a source are kept, and its template has them and loads; wrong ones make no source", async () => {
  const { rsid } = await newSuite(server);
  const make = async (columns: unknown) =>
    await server.api(createDataSource, {
      params: { company, rsid },
      query: { type: "transactionid", date_format: "day_first", columns: JSON.stringify(columns) },
    });
  const made = await make([
    { name: "Branch", to: "EVAR 12" },
    { name: "Takings", to: "Revenue" },
  ]);
  const columns = [
    { name: "Branch", to: "Evar 12" },
    { name: "Takings", to: "Price" },
  ];
  expect(made.columns).toEqual(columns);
  const params = { company, rsid, dataSourceId: made.data_source_id };
  expect(await server.api(getDataSource, { params })).toMatchObject({ columns });
  const template = await server.inject({
    url: `/api/${company}/datasources/account/${rsid}/${made.data_source_id}/template`,
    headers: { authorization: `Bearer ${server.apiKey}` },
  });
  expect(template.body.split("\r\n").slice(1, 3)).toEqual([
    "# Date (DD/MM/YYYY or DD/MM/YYYY/HH/mm/SS)\tTransaction ID\tBranch\tTakings",
    "Date\ttransactionID\tEvar 12\tPrice",
  ]);
  const file = await postFile(server, {
    path: `/api/${company}/datasources/job/${rsid}/${made.data_source_id}`,
    file: `${template.body}27/02/2026\tT1\tDelft\t5\r\n`,
    filename: "a.txt",
  });
  expect(await endedJob(server, file.json<{ job_id: number }>().job_id)).toMatchObject({ status: "success", rowsRead: 1, rejected: 0 });
  const codeOf = async (given: unknown) => {
    const refused = await make(given).catch((error: unknown) => error);
    return refused instanceof Refusal ? refused.code : refused;
  };
  expect(await codeOf([{ name: "x", to: "Foo" }])).toBe("mapping.unknown");
  expect(await codeOf([{ name: "x", to: "Transaction ID" }])).toBe("mapping.twice");
  expect(await codeOf([{ name: "", to: "Price" }])).toBe("request.wrong");
  expect(await codeOf("not a list")).toBe("request.wrong");
  expect((await server.api(listDataSources, { params: { company, rsid } })).length).toBe(1);
});

test("FU19 FF4 the columns of a source are changed, and its template follows; a file of the old template still loads, and wrong ones change nothing", async () => {
  const { rsid } = await newSuite(server);
  const made = await server.api(createDataSource, {
    params: { company, rsid },
    query: {
      type: "summary",
      columns: JSON.stringify([
        { name: "Branch", to: "Evar 1" },
        { name: "Takings", to: "Price" },
      ]),
    },
  });
  const params = { company, rsid, dataSourceId: made.data_source_id } as const;
  const template = async () =>
    (
      await server.inject({
        url: `/api/${company}/datasources/account/${rsid}/${made.data_source_id}/template`,
        headers: { authorization: `Bearer ${server.apiKey}` },
      })
    ).body;
  const before = await template();
  const columns = [
    { name: "Shop", to: "evar 1" },
    { name: "Repairs", to: "Event 5" },
  ];
  const changed = await server.api(changeDataSource, { params, body: { columns, mode: "strict" } });
  expect(changed).toMatchObject({
    mode: "strict",
    columns: [
      { name: "Shop", to: "Evar 1" },
      { name: "Repairs", to: "Event 5" },
    ],
  });
  expect((await template()).split("\r\n")[2]).toBe("Date\tEvar 1\tEvent 5");
  const file = await postFile(server, {
    path: `/api/${company}/datasources/job/${rsid}/${made.data_source_id}`,
    file: `${before}02/27/2026\tDelft\t5\r\n`,
    filename: "old.txt",
  });
  expect(await endedJob(server, file.json<{ job_id: number }>().job_id)).toMatchObject({ status: "success", rowsRead: 1, rejected: 0 });
  for (const [to, code] of [
    ["Foo", "mapping.unknown"],
    ["Date", "mapping.twice"],
  ] as const)
    await expect(server.api(changeDataSource, { params, body: { mode: "lenient", columns: [{ name: "x", to }] } })).rejects.toMatchObject({ code });
  expect(await server.api(getDataSource, { params })).toMatchObject({ mode: "strict", columns: changed.columns });
  expect((await server.api(changeDataSource, { params, body: { columns: [] } })).columns).toEqual([]);
});
