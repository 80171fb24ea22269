// `npm start`: from a fresh clone to a running product. Node built-ins only until everything is installed.
import { installIfNeeded, requireNode } from "./lib/install.mjs";
import { passSignalsToSteps, StepFailed } from "./lib/run.mjs";

requireNode();
const stopPassingSignals = passSignalsToSteps();
try {
  await installIfNeeded();
  const { buildIfNeeded } = await import("./lib/build.mjs");
  await buildIfNeeded();
} catch (cause) {
  if (!(cause instanceof StepFailed)) throw cause;
  console.error(cause.message);
  process.exit(1);
}
stopPassingSignals();
process.setSourceMapsEnabled(true);
// In this process, so that signals reach the server itself and its exit code is ours.
await import(new URL("../apps/server/dist/main.js", import.meta.url).href);
