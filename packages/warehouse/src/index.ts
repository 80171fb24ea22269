export { isAboutTheData, isPassing, isWarehouseFull } from "./errors.ts";
export { openWarehouse, type WarehousePlace } from "./open-warehouse.ts";
export type { WarehouseOptions } from "./warehouse-options.ts";
export { remoteWarehouse, warehouseHost, type WarehouseHost } from "./remote.ts";
export { TABLES } from "./tables.ts";
export type { TableDefinition } from "./table-definition.ts";
export { engineTime } from "./time.ts";
export { whileWanted } from "./while-wanted.ts";
export {
  WarehouseError,
  type InsertRows,
  type InsertTsv,
  type NamedQuery,
  type ParamValue,
  type ReadOptions,
  type Settings,
  type Warehouse,
} from "./warehouse.ts";
