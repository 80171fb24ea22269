// `npm run bench [-- collect upload reports book screens faults endurance many-files many-reports]`: builds the product, then measures it.
import { installIfNeeded, requireNode } from "./lib/install.mjs";
import { bin, passSignalsToSteps, show, StepFailed } from "./lib/run.mjs";

requireNode();
passSignalsToSteps();
try {
  await installIfNeeded();
  const { buildIfNeeded } = await import("./lib/build.mjs");
  await buildIfNeeded();
  process.exitCode = await show(bin("tsx"), ["bench/src/main.ts", ...process.argv.slice(2)]);
} catch (cause) {
  if (!(cause instanceof StepFailed)) throw cause;
  console.error(cause.message);
  process.exitCode = 1;
}
