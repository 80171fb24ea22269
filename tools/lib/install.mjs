// Node built-ins only: this runs before anything is installed.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./run.mjs";

const marker = join(root, "node_modules", ".installed-for");

/** Ends the process with one line when this Node is too old. `engines` in package.json gives the oldest version. */
export function requireNode() {
  const floor = /** @type {{ engines: { node: string } }} */ (JSON.parse(readFileSync(join(root, "package.json"), "utf8"))).engines.node.replace(">=", "");
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [floorMajor = 0, floorMinor = 0] = floor.split(".").map(Number);
  if (major > floorMajor || (major === floorMajor && minor >= floorMinor)) return;
  console.error(`Rapport needs Node ${floor} or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}

/** Installs when node_modules is missing, comes from another package-lock.json, or has add-ons for another Node. */
export async function installIfNeeded() {
  const wanted = fingerprint();
  const found = existsSync(marker) ? readFileSync(marker, "utf8") : "";
  if (found === wanted) return;
  const otherNode = found !== "" && found.split(" ")[0] !== wanted.split(" ")[0];
  // `npm install`, not `npm ci`: a mirror may lack some packages' binaries for other platforms, and only `install` accepts that.
  // `--no-save`: an npm of another version would rewrite the lockfile in its own way.
  await run("Installing packages (about a minute the first time)", "npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (otherNode) await run("Rebuilding add-ons for this Node", "npm", ["rebuild", "--loglevel=error"]);
  writeFileSync(marker, fingerprint());
}

function fingerprint() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  return `${process.platform}-${process.arch}-${process.versions.modules} ${lock}`;
}
