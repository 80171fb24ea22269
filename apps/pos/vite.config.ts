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

/** Why something about data sources is refused: a register never asks for that, so it needs no words for it. */
const withoutDataSources: Plugin = {
  name: "without-data-sources",
  load: (id) => {
    if (id.endsWith("/contract/src/refusals/data-sources.ts")) return "export const DATA_SOURCE_REASONS = {};";
    return id.endsWith("/app-shell/src/errors/data-source-reasons.nl.ts") ? "export const DATA_SOURCE_REASONS_NL = {};" : null;
  },
};

// `assetsInlineLimit: 0`: the content security policy allows files from this origin and no data: addresses.
export default defineConfig({
  base: "/pos/",
  plugins: [react(), withoutJsonSchema, withoutDataSources],
  build: { target: "es2022", sourcemap: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 700, modulePreload: { polyfill: false } },
  // For `npm run dev`: the app from its sources, with its requests going to the server.
  server: { host: "127.0.0.1", strictPort: true, proxy: { "/api": `http://127.0.0.1:${process.env["PORT"] ?? 4000}` } },
});
