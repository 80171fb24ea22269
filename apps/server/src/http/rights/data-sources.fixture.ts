import * as files from "@rapport/contract/data-sources";
import { fresh } from "./fresh.fixture.ts";
import { WHOLE_HOUSE } from "./reasons.fixture.ts";
import { right, type Right } from "./right.fixture.ts";
import { upload, type Tenant } from "./tenant.fixture.ts";

const account = ({ company, rsid, dataSourceId }: Tenant) => ({ params: { company, rsid, dataSourceId } });
/** The data source of `home` under the report suite of `other`. */
const strayAccount = (home: Tenant, { rsid }: Tenant) => account({ ...home, rsid });

/** A public key of a pair that nobody holds. */
const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGlt8CZjcEhBg4vnRSoYM4OyhWnZ2GyJlYc4oHQmUoFj";
const source = ({ rsid, dataSourceId }: Tenant) => ({ params: { rsid, dataSourceId } });
const straySource = (home: Tenant, { rsid }: Tenant) => source({ ...home, rsid });

const DAYS = { from: "2026-02-20", to: "2026-02-28" };

function file({ mark }: Tenant) {
  return { filename: `${mark}.txt`, text: `Date\tVisitorID\tProduct\tQuantity\tPrice\tOrders\n02/25/2026/10/00/00\t2001\t${fresh("P")}\t1\t40\t1\n` };
}

const mappingOf = ({ mark }: Tenant): files.FileMapping => ({
  delimiter: "comma",
  encoding: "auto",
  sheet: "",
  skippedLines: 0,
  dates: "YYYY-MM-DD",
  decimals: "point",
  columns: [
    { from: "day", to: "Date", turned: false },
    { from: mark, to: "Price", turned: false },
  ],
  constants: [],
  others: "refuse",
});
const sampleOf = (home: Tenant) => ({ sample: Buffer.from(`day,${home.mark}\n2026-02-25,1\n`).toString("base64"), isWhole: true, mapping: mappingOf(home) });

/** The rejected row of an upload, with a date. */
const mendedOf = ({ mark, account }: Tenant) => ({ rows: [{ line: 3, cells: [account, "02/25/2026/11/00/00", mark, "1", "40", "1"] }] });

/** A comment that looks like a row is quoted, and so names a person. */
function withComment({ mark, account }: Tenant) {
  const rows = [`${account}\t02/25/2026/10/00/00\t${fresh("P")}\t1\t40\t1`, `#${account}\t02/26/2026/10/00/00\t${mark}\t1\t40\t1`];
  return { filename: `${mark}.txt`, text: ["VisitorID\tDate\tProduct\tQuantity\tPrice\tOrders", ...rows, ""].join("\n") };
}

export const dataSourceRights: readonly Right[] = [
  right(files.createDataSource, {
    customers: "none",
    request: ({ company, rsid, mark }) => ({ params: { company, rsid }, query: { type: "visitorid" as const, name: mark } }),
    shows: true,
    otherTenant: { request: (_, { company, rsid }) => ({ params: { company, rsid } }), answer: "own" },
  }),
  right(files.listDataSources, {
    customers: "none",
    request: ({ company, rsid }) => ({ params: { company, rsid } }),
    shows: true,
    otherTenant: { request: (_, { company, rsid }) => ({ params: { company, rsid } }), answer: "own" },
  }),
  right(files.getDataSource, { customers: "none", request: account, shows: true, otherTenant: { request: strayAccount, answer: "refused" } }),
  right(files.changeDataSource, {
    customers: "none",
    request: (home) => ({ ...account(home), body: { hash_lines: "rows" as const } }),
    shows: true,
    otherTenant: { request: (home, other) => ({ ...strayAccount(home, other), body: {} }), answer: "refused" },
  }),
  right(files.deleteDataSource, {
    customers: "none",
    request: async (home, { api }) => {
      const made = await api(files.createDataSource, { params: { company: home.company, rsid: home.rsid }, query: { name: home.mark } });
      return account({ ...home, dataSourceId: made.data_source_id });
    },
    otherTenant: { request: strayAccount, answer: "refused" },
  }),
  right(files.restartDataSource, {
    customers: "none",
    request: async (home, { deps }) => {
      await deps.db.updateTable("data_source").set({ stopped_by: home.jobId }).where("id", "=", home.dataSourceId).execute();
      return account(home);
    },
    shows: true,
    otherTenant: { request: strayAccount, answer: "refused" },
  }),
  right(files.deactivateDataSource, {
    customers: "none",
    // Of a source of its own: others send files to the tenant's.
    request: async (home, { api }) => {
      const made = await api(files.createDataSource, { params: { company: home.company, rsid: home.rsid }, query: { name: home.mark } });
      return account({ ...home, dataSourceId: made.data_source_id });
    },
    shows: true,
    otherTenant: { request: strayAccount, answer: "refused" },
  }),
  right(files.activateDataSource, {
    customers: "none",
    request: async (home, { deps }) => {
      await deps.db.updateTable("data_source").set({ deactivated_at: new Date() }).where("id", "=", home.dataSourceId).execute();
      return account(home);
    },
    shows: true,
    otherTenant: { request: strayAccount, answer: "refused" },
  }),
  right(files.listSourceFiles, {
    customers: "none",
    request: ({ rsid }) => ({ params: { rsid }, query: {} }),
    shows: true,
    otherTenant: { request: (_, { rsid }) => ({ params: { rsid }, query: {} }), answer: "own" },
  }),
  right(files.listSourceActivity, {
    customers: "none",
    request: ({ rsid }) => ({ params: { rsid }, query: {} }),
    shows: true,
    otherTenant: { request: (_, { rsid }) => ({ params: { rsid }, query: {} }), answer: "own" },
  }),
  right(files.getTemplate, { customers: "none", request: account, otherTenant: { request: strayAccount, answer: "refused" } }),
  right(files.createJob, {
    customers: "none",
    request: (home) => ({ ...account(home), file: file(home) }),
    shows: true,
    otherTenant: { request: (home, other) => ({ ...strayAccount(home, other), file: file(other) }), answer: "refused" },
  }),
  right(files.getMapping, { customers: "none", request: source, otherTenant: { request: straySource, answer: "refused" } }),
  right(files.saveMapping, {
    customers: "none",
    request: async (home, { api }) => ({ ...source(home), body: { mapping: mappingOf(home), version: (await api(files.getMapping, source(home))).version } }),
    shows: true,
    otherTenant: { request: (home, other) => ({ ...straySource(home, other), body: { mapping: mappingOf(other), version: 0 } }), answer: "refused" },
  }),
  right(files.previewMapping, {
    customers: "none",
    request: (home) => ({ ...source(home), body: sampleOf(home) }),
    shows: true,
    otherTenant: { request: (home, other) => ({ ...straySource(home, other), body: sampleOf(other) }), answer: "refused" },
  }),
  right(files.dryRunFile, {
    customers: "named",
    // Of a source of its own: in another test lines that begin with # are rows.
    request: async (home, { api }) => {
      const made = await api(files.createDataSource, { params: { company: home.company, rsid: home.rsid }, query: { name: home.mark, type: "visitorid" } });
      return { ...source({ ...home, dataSourceId: made.data_source_id }), file: withComment(home) };
    },
    shows: true,
    otherTenant: { request: (home, other) => ({ ...straySource(home, other), file: withComment(other) }), answer: "refused" },
  }),
  right(files.listJobs, { customers: "none", request: account, shows: true, otherTenant: { request: strayAccount, answer: "refused" } }),
  right(files.getJob, {
    customers: "none",
    request: (home) => ({ params: { ...account(home).params, jobId: home.jobId } }),
    shows: true,
    otherTenant: { request: (home, other) => ({ params: { ...account(other).params, jobId: home.jobId } }), answer: "refused" },
  }),
  right(files.callVersion14, {
    customers: "none",
    request: ({ rsid, mark }) => ({
      query: { method: "DataSources.Save" },
      body: { reportSuiteID: rsid, name: mark, email: "", processing_type: "generic" },
    }),
    otherTenant: { request: (_, { rsid }) => ({ query: { method: "DataSources.Get" }, body: { reportSuiteID: rsid } }), answer: "own" },
  }),
  right(files.getReceipt, { customers: "named", request: ({ jobId }) => ({ params: { jobId } }), shows: true, otherTenant: WHOLE_HOUSE }),
  right(files.getRejected, { customers: "named", request: ({ jobId }) => ({ params: { jobId } }), shows: true, otherTenant: WHOLE_HOUSE }),
  right(files.listUploadRows, { customers: "named", request: ({ jobId }) => ({ params: { jobId }, query: {} }), shows: true, otherTenant: WHOLE_HOUSE }),
  right(files.listRejectedRows, { customers: "named", request: ({ jobId }) => ({ params: { jobId }, query: {} }), shows: true, otherTenant: WHOLE_HOUSE }),
  right(files.tryMendedRows, {
    customers: "named",
    request: (home) => ({ params: { jobId: home.jobId }, body: mendedOf(home) }),
    otherTenant: WHOLE_HOUSE,
  }),
  right(files.mendRows, {
    customers: "none",
    request: async (home, server) => ({ params: { jobId: (await upload(server, home)).jobId }, body: mendedOf(home) }),
    otherTenant: WHOLE_HOUSE,
  }),
  right(files.replaceUpload, {
    customers: "none",
    request: async (home, server) => ({ params: { jobId: (await upload(server, home)).jobId }, file: file(home) }),
    otherTenant: WHOLE_HOUSE,
  }),
  right(files.undoUpload, {
    customers: "named",
    request: async (home, server) => ({ params: { jobId: (await upload(server, home)).jobId } }),
    shows: true,
    otherTenant: WHOLE_HOUSE,
  }),
  right(files.listUnlinkedIds, {
    customers: "named",
    // An id like a customer's, but for capital letters.
    request: async (home, server) => {
      const { dataSourceId } = await upload(server, { ...home, account: home.account.toUpperCase() });
      return { ...source({ ...home, dataSourceId }), query: {} };
    },
    otherTenant: { request: straySource, answer: "refused" },
  }),
  right(files.getIdRule, { customers: "none", request: source, otherTenant: { request: straySource, answer: "refused" } }),
  right(files.tryIdRule, {
    customers: "none",
    request: (home) => ({ ...source(home), body: { rule: { addPrefix: home.mark.slice(0, 8) } } }),
    otherTenant: { request: (home, other) => ({ ...straySource(home, other), body: { rule: {} } }), answer: "refused" },
  }),
  right(files.applyIdRule, {
    customers: "none",
    request: async (home, { api }) => {
      const made = await api(files.createDataSource, { params: { company: home.company, rsid: home.rsid }, query: { name: home.mark } });
      return { ...source({ ...home, dataSourceId: made.data_source_id }), body: { rule: { addPrefix: home.mark.slice(0, 8) }, waiting: false } };
    },
    otherTenant: { request: (home, other) => ({ ...straySource(home, other), body: { rule: {}, waiting: true } }), answer: "refused" },
  }),
  right(files.takeBackIdRule, {
    customers: "none",
    request: async (home, { api }) => {
      const made = await api(files.createDataSource, { params: { company: home.company, rsid: home.rsid }, query: { name: home.mark } });
      const place = source({ ...home, dataSourceId: made.data_source_id });
      await api(files.applyIdRule, { ...place, body: { rule: files.IdRule.parse({ zeros: "left_out" }), waiting: false } });
      for (;;) {
        const { changes } = await api(files.getIdRule, place);
        if (changes[0]?.state === "applied") return { params: { ...place.params, changeId: changes[0].id } };
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    otherTenant: { request: (home, other) => ({ params: { ...straySource(home, other).params, changeId: 1 } }), answer: "refused" },
  }),
  right(files.getMatchRate, {
    customers: "none",
    request: (home) => ({ ...source(home), query: {} }),
    otherTenant: { request: straySource, answer: "refused" },
  }),
  right(files.setMatchAlert, {
    customers: "none",
    request: (home) => ({ ...source(home), body: { below: 1 + (Number.parseInt(fresh("").slice(0, 4), 16) % 100) } }),
    otherTenant: { request: (home, other) => ({ ...straySource(home, other), body: { below: 5 } }), answer: "refused" },
  }),
  right(files.getSourceMail, { customers: "none", request: source, otherTenant: { request: straySource, answer: "refused" } }),
  right(files.setSourceMail, {
    customers: "none",
    request: (home) => ({ ...source(home), body: { addresses: [`${fresh("a")}@example.com`], language: "nl" as const, loaded: true } }),
    otherTenant: {
      request: (home, other) => ({ ...straySource(home, other), body: { addresses: [], language: "en" as const, loaded: false } }),
      answer: "refused",
    },
  }),
  right(files.countRowsOfDays, {
    customers: "none",
    request: (home) => ({ ...source(home), body: DAYS }),
    otherTenant: { request: (home, other) => ({ ...straySource(home, other), body: DAYS }), answer: "refused" },
  }),
  right(files.takeBackRowsOfDays, {
    customers: "none",
    request: async (home, server) => ({ ...source({ ...home, dataSourceId: (await upload(server, home)).dataSourceId }), body: DAYS }),
    shows: true,
    otherTenant: { request: (home, other) => ({ ...straySource(home, other), body: DAYS }), answer: "refused" },
  }),
  right(files.takeBackRow, {
    customers: "named",
    request: async (home, server) => ({ params: { jobId: (await upload(server, home)).jobId, line: 2 } }),
    shows: true,
    otherTenant: WHOLE_HOUSE,
  }),
  right(files.getSourceFolder, { customers: "none", request: source, otherTenant: { request: straySource, answer: "refused" } }),
  right(files.makeSftpPassword, { customers: "none", request: source, otherTenant: { request: straySource, answer: "refused" } }),
  right(files.removeSftpPassword, { customers: "none", request: source, otherTenant: { request: straySource, answer: "refused" } }),
  right(files.wakeSftp, {
    customers: "none",
    request: async (home, { api, deps }) => {
      await api(files.makeSftpPassword, source(home));
      await deps.db
        .updateTable("sftp_access")
        .set({ used_at: new Date("2026-01-01T00:00:00Z") })
        .where("data_source_id", "=", home.dataSourceId)
        .execute();
      return source(home);
    },
    otherTenant: { request: straySource, answer: "refused" },
  }),
  right(files.addSftpKey, {
    customers: "none",
    request: (home) => ({ ...source(home), body: { key: KEY, name: home.mark } }),
    shows: true,
    otherTenant: { request: (home, other) => ({ ...straySource(home, other), body: { key: KEY, name: other.mark } }), answer: "refused" },
  }),
  right(files.removeSftpKey, {
    customers: "none",
    request: async (home, { api }) => {
      const { sftp } = await api(files.addSftpKey, { ...source(home), body: { key: KEY, name: home.mark } });
      return { params: { ...source(home).params, keyId: sftp?.keys[0]?.id ?? 0 } };
    },
    otherTenant: { request: (home, other) => ({ params: { ...source(other).params, keyId: 1 } }), answer: "refused" },
  }),
];
