import { pathOf } from "@rapport/contract";
import * as files from "@rapport/contract/data-sources";
import type { TestServer } from "../../testing/index.ts";
import { fresh } from "./fresh.fixture.ts";
import { right, type Right } from "./right.fixture.ts";
import { bearer, type Tenant } from "./tenant.fixture.ts";

type Headers = Readonly<Record<string, string>>;
const TUS = { "tus-resumable": files.TUS_VERSION };
const source = ({ rsid, dataSourceId }: Tenant) => ({ params: { rsid, dataSourceId } });
/** As JSON text, because that is what the test sends. */
const CONTENT = "Date\tPrice";
const said = ({ mark }: Tenant): Headers => ({
  ...TUS,
  "upload-length": String(JSON.stringify(CONTENT).length),
  "upload-metadata": `filename ${Buffer.from(`${mark}-${fresh("f")}.txt`).toString("base64")}`,
});

/** A file that this caller began, in a source of its own: a caller may have twenty in one. */
async function begun(home: Tenant, server: TestServer, caller: Headers = bearer(server.apiKey)) {
  const { company, rsid, mark } = home;
  const { data_source_id: dataSourceId } = await server.api(files.createDataSource, { params: { company, rsid }, query: { name: mark } });
  const place = source({ ...home, dataSourceId });
  const answer = await server.inject({ method: "POST", url: pathOf(files.beginResumableUpload, place), headers: { ...caller, ...said(home) } });
  return { params: { ...place.params, resumableUpload: answer.json<{ id: string }>().id } };
}
async function sourceOfBegun(home: Tenant, server: TestServer, caller?: Headers) {
  const { params } = await begun(home, server, caller);
  return { params: { rsid: params.rsid, dataSourceId: params.dataSourceId } };
}
/** One of `home` under the source of `other`. */
async function stray(home: Tenant, other: Tenant, server: TestServer) {
  const { params } = await begun(home, server);
  return { params: { ...source(other).params, resumableUpload: params.resumableUpload } };
}
const MORE = { ...TUS, "upload-offset": "0", "content-type": files.TUS_BYTES };

export const resumableRights: readonly Right[] = [
  right(files.listResumableUploads, {
    customers: "none",
    request: sourceOfBegun,
    requestBy: sourceOfBegun,
    shows: true,
    otherTenant: { request: (_, other) => source(other), answer: "own" },
  }),
  right(files.beginResumableUpload, {
    customers: "none",
    request: (home) => ({ ...source(home), headers: said(home) }),
    shows: true,
    otherTenant: { request: (home, other) => ({ params: { ...source(home).params, rsid: other.rsid }, headers: said(other) }), answer: "refused" },
  }),
  right(files.getResumableUpload, {
    customers: "none",
    request: (home, server) => begun(home, server),
    requestBy: begun,
    shows: true,
    otherTenant: { request: stray, answer: "refused" },
  }),
  right(files.continueResumableUpload, {
    customers: "none",
    request: async (home, server) => ({ ...(await begun(home, server)), body: CONTENT as never, headers: MORE }),
    requestBy: async (home, server, caller) => ({ ...(await begun(home, server, caller)), body: CONTENT as never, headers: MORE }),
    otherTenant: { request: async (home, other, server) => ({ ...(await stray(home, other, server)), headers: MORE }), answer: "refused" },
  }),
  right(files.cancelResumableUpload, {
    customers: "none",
    request: async (home, server) => ({ ...(await begun(home, server)), headers: TUS }),
    requestBy: async (home, server, caller) => ({ ...(await begun(home, server, caller)), headers: TUS }),
    otherTenant: { request: async (home, other, server) => ({ ...(await stray(home, other, server)), headers: TUS }), answer: "refused" },
  }),
];
