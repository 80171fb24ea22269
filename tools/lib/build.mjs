import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { compressFiles } from "./compress.mjs";
import { bin, root, run, StepFailed } from "./run.mjs";

const SERVER_PACKAGES = ["packages/contract", "packages/domain", "packages/operational", "packages/warehouse", "demo", "apps/server"];
const APP_PACKAGES = ["packages/contract", "packages/domain", "packages/ui", "packages/app-shell"];
const NOT_SOURCES = new Set(["node_modules", "dist", "data", "__golden__", "fixtures"]);

/** Builds everything whose sources changed since its last build. */
export async function buildIfNeeded() {
  await buildServerIfNeeded();
  for (const app of ["pos", "hq"]) await buildApp(app);
}

/** Returns the path of the built server. */
export async function buildServerIfNeeded() {
  await unlessFresh("apps/server/dist", SERVER_PACKAGES, () => run("Building the server", process.execPath, [join(root, "tools/lib/bundle-server.mjs")]));
  return join(root, "apps/server/dist/main.js");
}

/** @param {string} app */
async function buildApp(app) {
  const home = `apps/${app}`;
  if (!existsSync(join(root, home, "index.html"))) throw new StepFailed(`${home}/index.html is missing: there is no app to build.`);
  const name = app === "pos" ? "Building the POS app" : "Building the headquarters app";
  await unlessFresh(`${home}/dist`, [...APP_PACKAGES, home], async () => {
    await run(name, bin("vite"), ["build", "--logLevel", "warn"], { cwd: join(root, home) });
    compressFiles(join(root, home, "dist"));
  });
}

/**
 * @param {string} target
 * @param {string[]} sources
 * @param {() => Promise<void>} build
 */
async function unlessFresh(target, sources, build) {
  const marker = join(root, target, ".built-from");
  const wanted = hashOf([...sources, "package-lock.json", "tools/lib"]);
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
  await build();
  mkdirSync(dirname(marker), { recursive: true });
  writeFileSync(marker, wanted);
}

/** @param {string[]} paths */
function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of path.includes(".") ? [join(root, path)] : filesUnder(join(root, path))) {
      hash.update(`${relative(root, file)}\n`).update(readFileSync(file));
    }
  }
  return hash.digest("hex");
}

/** @param {string} folder @returns {string[]} */
function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !NOT_SOURCES.has(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]));
}
