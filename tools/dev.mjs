// `npm run dev`: the product with reload: the server restarts when its sources change, the apps are rebuilt when theirs do.
import { join } from "node:path";
import { installIfNeeded, requireNode } from "./lib/install.mjs";
import { bin, passSignalsToSteps, root, show } from "./lib/run.mjs";

requireNode();
passSignalsToSteps();
await installIfNeeded();
const apps = ["pos", "hq"].map((app) => show(bin("vite"), ["build", "--watch", "--logLevel", "warn"], { cwd: join(root, "apps", app) }));
process.exitCode = Math.max(...(await Promise.all([...apps, show(bin("tsx"), ["watch", "--clear-screen=false", "apps/server/src/main.ts"])])));
