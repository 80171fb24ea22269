export { attachOperational, openOperational, type Operational, type OperationalPlace } from "./open-operational.ts";
export { OperationalError } from "./errors.ts";
export { inTransaction } from "./in-transaction.ts";
export { migrate } from "./migrate.ts";
export type { Database } from "./tables.ts";
