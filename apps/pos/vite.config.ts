import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// `assetsInlineLimit: 0`: the content security policy allows files from this origin and no data: addresses.
export default defineConfig({
  base: "/pos/",
  plugins: [react()],
  build: { target: "es2022", sourcemap: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 700, modulePreload: { polyfill: false } },
  // For `npm run dev`: the app from its sources, with its requests going to the server.
  server: { host: "127.0.0.1", strictPort: true, proxy: { "/api": `http://127.0.0.1:${process.env["PORT"] ?? 4000}` } },
});
