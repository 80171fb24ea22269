export { startClickHouseFront, type ClickHouseFront } from "./clickhouse-front.ts";
export { testClock, type TestClock } from "./clock.ts";
export { uniqueName } from "./names.ts";
export { preparedStores, type PreparedStores } from "./prepared-stores.ts";
export { temporaryFolder } from "./temporary.ts";
