export {
  createDataSource,
  DataSourceAccount,
  DataSourceType,
  DataSourceTypeInput,
  deleteDataSource,
  getDataSource,
  getTemplate,
  listDataSources,
  UploadMode,
} from "./accounts.ts";
export { createJob, DataSourceJob, getJob, JobError, JobStatus, listJobs } from "./jobs.ts";
export { getReceipt, getRejected, Receipt, RejectedRow, RejectionCode, undoUpload, UnlinkedReason } from "./receipts.ts";
