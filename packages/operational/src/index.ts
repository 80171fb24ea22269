export { attachOperational, openOperational, type Operational, type OperationalPlace, visitOperational } from "./open-operational.ts";
export { isAway, isOutOfRoom, isReferenceGone } from "./away.ts";
export { databaseFolder } from "./place.ts";
export { OperationalError } from "./errors.ts";
export { inTransaction, Overtaken } from "./in-transaction.ts";
export {
  holdAgainstChange,
  holdForChange,
  holdInList,
  holdLock,
  holdSomeInList,
  LOCK_CLASSES,
  LockLost,
  lockKey,
  tryLock,
  type HeldLock,
  type LockName,
} from "./locks.ts";
export { migrate } from "./migrate.ts";
export { prepared } from "./prepared.ts";
export { asRequest, requestNow } from "./request-of-connection.ts";
export { createRetry, type Retry, type RetryState } from "./retry.ts";
export { watchStore, type StoreState, type StoreWatch } from "./watch.ts";
export type { Database } from "./tables.ts";
