import {
  activateDataSource,
  addSftpKey,
  callVersion14,
  changeDataSource,
  createDataSource,
  createJob,
  deactivateDataSource,
  dryRunFile,
  deleteDataSource,
  getDataSource,
  getJob,
  getMapping,
  getReceipt,
  getRejected,
  getSourceFolder,
  getSourceMail,
  getTemplate,
  listDataSources,
  listJobs,
  makeSftpPassword,
  previewMapping,
  removeSftpKey,
  removeSftpPassword,
  listUploadRows,
  restartDataSource,
  saveMapping,
  replaceUpload as replaceUploadEndpoint,
  sendDeliveryAgain,
  setSourceMail,
  undoUpload as undoUploadEndpoint,
  wakeSftp,
} from "@rapport/contract/data-sources";
import type { Deps } from "../deps.ts";
import { reachOf, route, routeFile, whileCallerWaits, type App } from "../http/index.ts";
import { sendAgain } from "../notifications/index.ts";
import { changeAccount, deleteAccount, listAccounts, readAccount, readTemplate } from "./accounts/accounts.ts";
import { activateAccount, deactivateAccount } from "./accounts/activate-account.ts";
import { createAccount } from "./accounts/create-account.ts";
import { restartAccount } from "./accounts/restart-account.ts";
import { dryRun } from "./dry-run/dry-run.ts";
import { readFolderOfSource } from "./folders/read-source-folder.ts";
import { createUpload } from "./intake/create-job.ts";
import { listUploads, readUpload } from "./intake/read-jobs.ts";
import { keepMapping, readMapping } from "./mapping/keep-mapping.ts";
import { previewOf } from "./mapping/preview-mapping.ts";
import { assertOfSource, auditReceipt, readReceipt, uploadInReach } from "./receipt/receipt.ts";
import { readRejected } from "./receipt/rejected-file.ts";
import { replaceUpload } from "./replace/replace-upload.ts";
import { addPublicKey, makePassword, removePassword, removePublicKey, wake } from "./sftp/access.ts";
import { readRows } from "./rows/read-rows.ts";
import { registerResumable } from "./resumable/resumable-routes.ts";
import { registerRowsOut } from "./rows-out-routes.ts";
import { changeSourceMail, isMailed, readSourceMail } from "./telling/source-mail.ts";
import { undoUpload } from "./undo/undo.ts";
import { call14 } from "./version-1-4/call.ts";

const TABS = "text/tab-separated-values; charset=utf-8";

export function register(app: App, deps: Deps): void {
  registerRowsOut(app, deps);
  registerResumable(app, deps);
  route(app, createDataSource, ({ params, query }) => createAccount(deps, { ...query, rsid: params.rsid, name: query.name, email: query.email }));
  route(app, listDataSources, ({ params }) => listAccounts(deps, params.rsid));
  route(app, getDataSource, ({ params }) => readAccount(deps, params));
  route(app, changeDataSource, ({ params, body }) => changeAccount(deps, { ...params, change: body }));
  route(app, deleteDataSource, ({ params }) => deleteAccount(deps, params));
  route(app, restartDataSource, ({ params }) => restartAccount(deps, params));
  route(app, deactivateDataSource, ({ params }) => deactivateAccount(deps, params));
  route(app, activateDataSource, ({ params }) => activateAccount(deps, params));
  routeFile(app, getTemplate, async ({ params }) => {
    const { filename, text } = await readTemplate(deps, params);
    return { contentType: TABS, filename, body: text };
  });
  route(app, getMapping, ({ params }) => readMapping(deps, params));
  route(app, saveMapping, ({ params, body, actor }) => keepMapping(deps, { ...params, ...body, actor }));
  route(app, previewMapping, ({ params, body }) => previewOf(deps, { ...params, ...body }));
  route(app, getSourceMail, ({ params }) => readSourceMail(deps, params));
  route(app, setSourceMail, ({ params, body }) => changeSourceMail(deps, { ...params, ...body }));
  route(app, sendDeliveryAgain, ({ params }) => sendAgain(deps, { ...params, isMailed: async (of) => await isMailed(deps, of) }));
  route(app, getSourceFolder, ({ params }) => readFolderOfSource(deps, params));
  route(app, makeSftpPassword, ({ params }) => makePassword(deps, params));
  route(app, removeSftpPassword, async ({ params }) => {
    await removePassword(deps, params);
    return await readFolderOfSource(deps, params);
  });
  route(app, addSftpKey, async ({ params, body }) => {
    await addPublicKey(deps, { ...params, ...body });
    return await readFolderOfSource(deps, params);
  });
  route(app, removeSftpKey, async ({ params }) => {
    await removePublicKey(deps, params);
    return await readFolderOfSource(deps, params);
  });
  route(app, wakeSftp, async ({ params }) => {
    await wake(deps, params);
    return await readFolderOfSource(deps, params);
  });
  route(app, createJob, ({ params, query, actor, http }) => createUpload(deps, { ...params, force: query.force, by: actor.kind, http }));
  route(app, dryRunFile, ({ params, query, actor, http }) => dryRun(deps, { ...params, force: query.force, actor, http }));
  route(app, listJobs, ({ params, query }) =>
    listUploads(deps, { ...params, status: query.status, start: query.start_date, end: query.end_date, page: query.page, fates: query.fates }),
  );
  route(app, getJob, ({ params }) => readUpload(deps, params));
  route(app, getReceipt, async ({ params, query, actor, http }) => {
    await uploadInReach(deps, { jobId: params.jobId, reach: reachOf(actor, getReceipt.permission) });
    await assertOfSource(deps, { ...params, ...query });
    return await auditReceipt(deps, { receipt: await readReceipt(whileCallerWaits(deps, { http }), params.jobId), actor });
  });
  routeFile(app, getRejected, async ({ params, actor }) => {
    await uploadInReach(deps, { jobId: params.jobId, reach: reachOf(actor, getRejected.permission) });
    return { contentType: TABS, ...(await readRejected(deps, { ...params, actor })) };
  });
  route(app, listUploadRows, async ({ params, query, actor, http }) => {
    await uploadInReach(deps, { jobId: params.jobId, reach: reachOf(actor, listUploadRows.permission) });
    return await readRows(whileCallerWaits(deps, { http }), { ...params, ...query, actor });
  });
  route(app, callVersion14, ({ query, body: { rsid: _, ...body } }) => call14(deps, { method: query.method, body }));
  route(app, replaceUploadEndpoint, async ({ params, actor, http }) => {
    await uploadInReach(deps, { jobId: params.jobId, reach: reachOf(actor, replaceUploadEndpoint.permission) });
    return await replaceUpload(deps, { ...params, by: actor.kind, http });
  });
  route(app, undoUploadEndpoint, async ({ params, actor }) => {
    await uploadInReach(deps, { jobId: params.jobId, reach: reachOf(actor, undoUploadEndpoint.permission) });
    return await auditReceipt(deps, { receipt: await undoUpload(deps, params.jobId), actor });
  });
}
