export interface WarehouseOptions {
  readonly log?: (line: string) => void;
  /**
   * How many threads this process has for native calls (UV_THREADPOOL_SIZE; Node's own default is 4). Each running
   * query of the embedded engine holds one, so the number of sessions follows from it.
   */
  readonly threads?: number;
  /** How many threads the embedded engine uses for one query; by default one for each core. */
  readonly queryThreads?: number;
  /** Whether the embedded engine compiles expressions that come often; true by default. Where few rows are read, compiling costs more than it brings. */
  readonly compiles?: boolean;
}
