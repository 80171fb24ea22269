// Node 20 cannot run TypeScript, so the server is bundled: our own packages from source; packages from npm stay outside.
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build } from "esbuild";
import { root } from "./run.mjs";

/** Each bundle and the program from which it is made. */
const programs = {
  "apps/server/dist/main.js": "apps/server/src/main.ts",
  "apps/server/dist/processing-thread.js": "apps/server/src/processing-thread.ts",
  "demo/dist/main.js": "demo/src/main.ts",
};
try {
  for (const [outfile, entry] of Object.entries(programs)) await bundle(join(root, entry), join(root, outfile));
} catch {
  // The bundler has printed what is wrong and where.
  process.exit(1);
}

/**
 * @param {string} entry
 * @param {string} outfile
 */
async function bundle(entry, outfile) {
  await build({
    entryPoints: [entry],
    outdir: dirname(outfile),
    // A dynamic import becomes a file of its own, so that it is loaded only then.
    splitting: true,
    chunkNames: "[name]",
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: true,
    logLevel: "warning",
    define: { IS_BUNDLED: "true" },
    plugins: [outsideIsExternal(), keepPlaceOfSources(outfile)],
  });
}

/** @returns {import("esbuild").Plugin} */
function outsideIsExternal() {
  return {
    name: "outside-is-external",
    setup(builder) {
      builder.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
        if (kind === "entry-point" || path.startsWith("@rapport/")) return undefined;
        return { path, external: true };
      });
    },
  };
}

/**
 * A source that finds a file beside itself (`new URL("../migrations", import.meta.url)`) must still find it from the bundle.
 * @param {string} outfile
 * @returns {import("esbuild").Plugin}
 */
function keepPlaceOfSources(outfile) {
  return {
    name: "keep-place-of-sources",
    setup(builder) {
      builder.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, "utf8");
        if (!text.includes("import.meta.url")) return undefined;
        const place = JSON.stringify(relative(dirname(outfile), path).replaceAll("\\", "/"));
        return { contents: text.replaceAll("import.meta.url", `new URL(${place}, import.meta.url).href`), loader: "ts" };
      });
    },
  };
}
