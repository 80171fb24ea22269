// `npm run check`: every check that needs no running product, each with its result.
import { installIfNeeded, requireNode } from "./lib/install.mjs";
import { bin, capture, passSignalsToSteps } from "./lib/run.mjs";

/** @type {[name: string, command: string, args: string[]][]} */
const STEPS = [
  ["format", bin("oxfmt"), ["--check"]],
  ["lint", bin("oxlint"), []],
  ["types", bin("tsc"), ["-p", ".", ...rememberedIn("types")]],
  // A TypeScript program of its own: each app registers its router type, and one program can have only one.
  ["types of pos", bin("tsc"), ["-p", "apps/pos", ...rememberedIn("types-of-pos")]],
  ["boundaries", bin("tsx"), ["tools/boundaries.ts"]],
  ["rules", bin("tsx"), ["tools/coverage.ts"]],
  ["owners of tables", bin("tsx"), ["tools/table-owners.ts"]],
  ["unused", bin("knip"), []],
  ["goldens", process.execPath, ["tools/goldens.mjs"]],
];

/**
 * Where the compiler remembers what it checked, so that the next check reads only what changed.
 * @param {string} name
 */
function rememberedIn(name) {
  return ["--incremental", "--tsBuildInfoFile", `node_modules/.cache/${name}.tsbuildinfo`];
}

requireNode();
passSignalsToSteps();
await installIfNeeded();
let failed = 0;
for (const [name, command, args] of STEPS) {
  const started = performance.now();
  const { code, output } = await capture(command, args);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  if (code === 0) continue;
  failed += 1;
  console.log(output.trimEnd().replaceAll(/^/gm, "       "));
}
console.log(failed === 0 ? "All checks passed." : `${failed} of ${STEPS.length} checks failed.`);
process.exitCode = failed === 0 ? 0 : 1;
