// Runs every test that compares with a golden file. `--update` rewrites the files; the diff is then reviewed.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bin, root, show } from "./lib/run.mjs";

const files = ["packages", "apps", "demo", "tools"].flatMap((folder) => testsWithGoldens(join(root, folder)));
if (files.length === 0) {
  console.error("No test compares with a golden file: this check would pass on nothing.");
  process.exit(1);
}
const update = process.argv.includes("--update");
// With CI set, a golden file that is missing is a failure, not a file to write.
process.exitCode = await show(bin("vitest"), ["run", ...(update ? ["--update"] : []), ...files], { env: update ? {} : { CI: "1" } });

/** @param {string} folder @returns {string[]} */
function testsWithGoldens(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" || entry.name === "dist" ? [] : testsWithGoldens(path);
    return /\.test\.tsx?$/.test(entry.name) && readFileSync(path, "utf8").includes("toMatchFileSnapshot(") ? [path] : [];
  });
}
