import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** @type {Set<import("node:child_process").ChildProcess>} */
const children = new Set();

/** A step failed. The message is for the person at the terminal. */
export class StepFailed extends Error {}

/**
 * Runs one step and prints its name and time; its output only when it fails.
 * @param {string} name
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<void>}
 */
export async function run(name, command, args, options = {}) {
  const started = performance.now();
  process.stdout.write(`${name} ...`);
  const { code, output } = await capture(command, args, { ...options, env: { ...withoutSettings(), ...options.env } });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (code === 0) {
    process.stdout.write(` done in ${seconds} s\n`);
    return;
  }
  process.stdout.write(` failed after ${seconds} s\n`);
  process.stdout.write(output.endsWith("\n") ? output : `${output}\n`);
  throw new StepFailed(`${name} failed with code ${code}; what it wrote is above.`);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function capture(command, args, options = {}) {
  const child = start(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  /** @type {Buffer[]} */
  const chunks = [];
  /** @param {Buffer} chunk */
  const keep = (chunk) => chunks.push(chunk);
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const code = await ended(child);
  return { code, output: Buffer.concat(chunks).toString("utf8") };
}

/**
 * Runs a command that writes to the terminal itself; returns its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function show(command, args, options = {}) {
  return ended(start(command, args, { ...options, env: { ...process.env, ...options.env }, stdio: "inherit" }));
}

/** Our environment without the product's settings, some of which are passwords (S12). A step only installs or builds. */
function withoutSettings() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(RAPPORT_|DATABASE_URL$|CLICKHOUSE_URL$)/.test(name)));
}

/** The path of a package's own command, so that npx looks nothing up on the network. @param {string} name */
export function bin(name) {
  return `${root}node_modules/.bin/${name}`;
}

/** A signal to this process ends the running step. Returns a function that stops this. */
export function passSignalsToSteps() {
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    for (const child of children) child.kill(signal);
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.on("SIGINT", pass);
  process.on("SIGTERM", pass);
  return () => {
    process.off("SIGINT", pass);
    process.off("SIGTERM", pass);
  };
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
function start(command, args, options) {
  const child = spawn(command, args, { cwd: root, ...options });
  children.add(child);
  return child;
}

/** @param {import("node:child_process").ChildProcess} child @returns {Promise<number>} */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      children.delete(child);
      resolve(code ?? (signal === null ? 1 : 128));
    });
  });
}
