// Runs the tests that compare with a golden file, and no others. `--update` rewrites the files; the diff is then reviewed.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { bin, root, show } from "./lib/run.mjs";

const COMPARES = "toMatchFileSnapshot(";
const TITLE = /\btest(?:\.each\(.*\))?\((["'`])(.*?)\1/;

const files = ["packages", "apps", "demo", "tools"].flatMap((folder) => testsWithGoldens(join(root, folder)));
const titles = files.flatMap((file) => titlesIn(file));
if (titles.length === 0) {
  console.error("No test compares with a golden file: this check would pass on nothing.");
  process.exit(1);
}
const update = process.argv.includes("--update");
const args = ["run", ...(update ? ["--update"] : []), "--testNamePattern", titles.join("|"), ...files.map((file) => relative(root, file))];
// With CI set, a golden file that is missing is a failure, not a file to write.
process.exitCode = await show(bin("vitest"), args, { env: update ? {} : { CI: "1" } });

/** @param {string} folder @returns {string[]} */
function testsWithGoldens(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" || entry.name === "dist" ? [] : testsWithGoldens(path);
    return /\.test\.tsx?$/.test(entry.name) && readFileSync(path, "utf8").includes(COMPARES) ? [path] : [];
  });
}

/** The titles of the tests that compare, as patterns: a value that a table fills in may be anything. @param {string} file */
function titlesIn(file) {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line, at) => {
    if (!line.includes(COMPARES)) return [];
    const [, , title] =
      lines
        .slice(0, at)
        .findLast((before) => TITLE.test(before))
        ?.match(TITLE) ?? [];
    if (title === undefined) throw new Error(`${relative(root, file)}:${at + 1} compares with a golden file outside of a test.`);
    return [title.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll(/\\\$\w+|%[sdifjo]/g, ".*")];
  });
}
