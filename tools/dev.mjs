// `npm run dev`: the product with reload. The server starts again when its sources change; each app stands at an address of its own,
// where a change of its sources is on the page at once (Vite prints both addresses). The server's own /pos/ and /hq/ are the built apps.
import { join } from "node:path";
import { installIfNeeded, requireNode } from "./lib/install.mjs";
import { bin, passSignalsToSteps, root, show } from "./lib/run.mjs";

requireNode();
passSignalsToSteps();
await installIfNeeded();
const port = Number(process.env["PORT"] ?? 4000);
const apps = ["pos", "hq"].map((app, at) => show(bin("vite"), ["--clearScreen", "false", "--port", String(port + 10 + at)], { cwd: join(root, "apps", app) }));
process.exitCode = Math.max(...(await Promise.all([...apps, show(bin("tsx"), ["watch", "--clear-screen=false", "apps/server/src/main.ts"])])));
