export { attachOperational, openOperational, type Operational, type OperationalPlace } from "./open-operational.ts";
export { isAway } from "./away.ts";
export { OperationalError } from "./errors.ts";
export { inTransaction } from "./in-transaction.ts";
export { LockLost, lockKey, tryLock, type HeldLock, type LockName } from "./locks.ts";
export { migrate } from "./migrate.ts";
export { createRetry, type Retry, type RetryState } from "./retry.ts";
export { StoreAway, watchStore, type StoreState, type StoreWatch } from "./watch.ts";
export type { Database } from "./tables.ts";
