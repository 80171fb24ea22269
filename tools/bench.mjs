// `npm run bench [-- collect upload reports book faults endurance many-files many-reports]`: builds the server, then measures it.
import { installIfNeeded, requireNode } from "./lib/install.mjs";
import { bin, passSignalsToSteps, show, StepFailed } from "./lib/run.mjs";

requireNode();
passSignalsToSteps();
try {
  await installIfNeeded();
  const { buildServerIfNeeded } = await import("./lib/build.mjs");
  await buildServerIfNeeded();
  process.exitCode = await show(bin("tsx"), ["bench/src/main.ts", ...process.argv.slice(2)]);
} catch (cause) {
  if (!(cause instanceof StepFailed)) throw cause;
  console.error(cause.message);
  process.exitCode = 1;
}
