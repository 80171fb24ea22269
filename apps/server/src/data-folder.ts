import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ConfigError } from "./config.ts";

/** Throws a `ConfigError` if the data directory's path, or a part of it, exists and is not a folder. */
export function assertFolder(dataDir: string): void {
  let path = resolve(dataDir);
  // A missing folder will be made inside the nearest one that exists.
  while (!existsSync(path) && path !== dirname(path)) path = dirname(path);
  if (!statSync(path).isDirectory()) throw new ConfigError(`RAPPORT_DATA_DIR is not right: ${path} is a file, not a folder. Example: RAPPORT_DATA_DIR=./data`);
}
