export { startClickHouseFront, type ClickHouseFront } from "./clickhouse-front.ts";
export { testClock, type TestClock } from "./clock.ts";
export { uniqueName } from "./names.ts";
export { preparedStores, type PreparedStores } from "./prepared-stores.ts";
export { endProcesses, startProcess, type TestProcess, type TestProcessOptions } from "./processes.ts";
export { randomWords } from "./random-words.ts";
export { testRounds } from "./rounds.ts";
export { smallDisk, type SmallDisk } from "./small-disk.ts";
export { temporaryFolder } from "./temporary.ts";
export type {
  Counted,
  OracleAsk,
  OracleEvent,
  OracleHit,
  OracleProduct,
  OracleRefund,
  OracleRow,
  OracleSettings,
  OracleUndo,
  OracleUpload,
  OracleVariable,
} from "./oracle/history.ts";
export { oracleReport, type OracleReport, UNSPECIFIED } from "./oracle/report.ts";
export { truth } from "./oracle/truth.ts";
