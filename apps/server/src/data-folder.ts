import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ConfigError } from "./config.ts";

/** Throws a `ConfigError` where the path of the data directory, or a part of it, is something else than a folder. */
export function assertFolder(dataDir: string): void {
  let path = resolve(dataDir);
  // What is not there yet will be made, inside the nearest that is.
  while (!existsSync(path) && path !== dirname(path)) path = dirname(path);
  if (!statSync(path).isDirectory()) throw new ConfigError(`RAPPORT_DATA_DIR is not right: ${path} is a file, not a folder. Example: RAPPORT_DATA_DIR=./data`);
}
