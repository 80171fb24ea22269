// `npm run dev`: the product with reload. The server restarts when its sources change. Each app has an address of its own, where changes
// of its sources show at once (Vite prints both addresses). The server's own /pos/ and /hq/ are the built apps.
import { join } from "node:path";
import { installIfNeeded, requireNode } from "./lib/install.mjs";
import { bin, passSignalsToSteps, root, show } from "./lib/run.mjs";

requireNode();
passSignalsToSteps();
await installIfNeeded();
const port = Number(process.env["PORT"] ?? 4000);
const apps = ["pos", "hq"].map((app, at) => show(bin("vite"), ["--clearScreen", "false", "--port", String(port + 10 + at)], { cwd: join(root, "apps", app) }));
process.exitCode = Math.max(...(await Promise.all([...apps, show(bin("tsx"), ["watch", "--clear-screen=false", "apps/server/src/main.ts"])])));
