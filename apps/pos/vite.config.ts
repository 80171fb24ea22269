import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** zod's way to JSON Schema, which the server uses for OpenAPI and no page does. Without it the first load is some kilobytes smaller. */
const withoutJsonSchema: Plugin = {
  name: "without-json-schema",
  load: (id) => (id.endsWith("/zod/v4/core/to-json-schema.js") ? NO_JSON_SCHEMA : null),
};
const NO_JSON_SCHEMA = `
const none = () => { throw new Error("the POS makes no JSON Schema"); };
export { none as extractDefs, none as finalize, none as handleUnrepresentable, none as initializeContext, none as processSchema };
export const createToJSONSchemaMethod = () => none;
export const createStandardJSONSchemaMethod = () => none;
`;

/** Why something about data sources and reports is refused: a register never asks for these, so it needs no words for them. */
const withoutHeadquarters: Plugin = {
  name: "without-headquarters",
  load: (id) => {
    const [, file = ""] = /\/contract\/src\/refusals\/([a-z-]+)\.ts$/.exec(id) ?? [];
    const table = OF_HEADQUARTERS[file];
    return table === undefined ? null : `export const ${table} = {};`;
  },
};
const OF_HEADQUARTERS: Readonly<Record<string, string>> = {
  "data-sources": "DATA_SOURCE_REASONS",
  "formula-faults": "FORMULA_FAULTS",
  "report-faults": "REPORT_FAULTS",
  "segment-faults": "SEGMENT_FAULTS",
};

// `assetsInlineLimit: 0`: the content security policy allows files from this origin and no data: addresses.
export default defineConfig({
  base: "/pos/",
  plugins: [react(), withoutJsonSchema, withoutHeadquarters],
  build: { target: "es2022", sourcemap: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 700, modulePreload: { polyfill: false } },
  // For `npm run dev`: the app from its sources, with its requests going to the server.
  server: { host: "127.0.0.1", strictPort: true, proxy: { "/api": `http://127.0.0.1:${process.env["PORT"] ?? 4000}` } },
});
