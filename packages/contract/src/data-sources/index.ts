export {
  activateDataSource,
  changeDataSource,
  createDataSource,
  DataSourceAccount,
  DataSourceType,
  DataSourceTypeInput,
  DateFormat,
  deactivateDataSource,
  deleteDataSource,
  EarlyRows,
  getDataSource,
  getTemplate,
  HashLines,
  listDataSources,
  OnErrors,
  RepeatedRows,
  restartDataSource,
  ReturnPrices,
  UploadMode,
} from "./accounts.ts";
export { MOST_COLUMNS, SourceColumn } from "./columns.ts";
export { listDeliveries, NoticeDelivery, sendDeliveryAgain } from "./deliveries.ts";
export { DryRun, dryRunFile } from "./dry-run.ts";
export { FILE_SORTS, FileFilter, FileStatus, listSourceActivity, listSourceFiles, SourceActivity, SourceFile } from "./file-log.ts";
export {
  addSftpKey,
  getSourceFolder,
  makeSftpPassword,
  NewSftpKey,
  QueuedFileState,
  removeSftpKey,
  removeSftpPassword,
  SftpKey,
  SourceFolder,
  wakeSftp,
} from "./folder.ts";
export { applyIdRule, getIdRule, IdRule, IdRuleChange, IdRuleOfSource, IdRuleTrial, takeBackIdRule, tryIdRule } from "./id-rules.ts";
export { CameBy, createJob, DataSourceJob, getJob, JobError, JobFates, JobStatus, listJobs } from "./jobs.ts";
export {
  ConstantColumn,
  DecimalSign,
  Delimiter,
  FileEncoding,
  FileMapping,
  getMapping,
  KeptMapping,
  MappedColumn,
  MappingPreview,
  previewMapping,
  SAMPLE_MAX_BYTES,
  saveMapping,
  WrittenDate,
} from "./mapping.ts";
export { getMatchRate, MatchDay, MatchRate, setMatchAlert } from "./match-rate.ts";
export { listRejectedRows, MENDED_AT_ONCE, MendedRow, mendRows, RowsToMend, RowToMend, TriedRows, tryMendedRows } from "./mending.ts";
export { Notice, NoticeFacts, NoticeKind } from "./notices.ts";
export { FaultOfRow, getReceipt, getRejected, Receipt, RejectedRow, replaceUpload, undoUpload, UnlinkedReason, type UploadAttempt } from "./receipts.ts";
export { getSourceMail, MailAddress, setSourceMail, SourceMail } from "./source-mail.ts";
export { countRowsOfDays, RowsOfDays, takeBackRow, takeBackRowsOfDays } from "./removals.ts";
export {
  beginResumableUpload,
  cancelResumableUpload,
  continueResumableUpload,
  getResumableUpload,
  listResumableUploads,
  RESUMABLE,
  ResumableUpload,
  TUS_BYTES,
  TUS_VERSION,
} from "./resumable.ts";
export { listUploadRows, RowFate, RowFilter, UploadRow, UploadRows } from "./rows.ts";
export { IdKind, listUnlinkedIds, UnlinkedFilter, UnlinkedId, UnlinkedIds, UnlinkedState } from "./unlinked.ts";
export { Account14, BODIES_1_4, callVersion14, Job14, PARTS, Saved14, type Body14, type Method14 } from "./version-1-4.ts";
export {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  listWebhooks,
  rotateWebhookSecret,
  testWebhook,
  Webhook,
  WebhookId,
  WebhookKind,
  WebhookState,
} from "./webhooks.ts";
