/// <reference types="vite/client" />
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { z } from "zod";
import "@rapport/ui/styles.css";
import "./hq.css";
import { App } from "./app.tsx";

// zod would probe `Function('')`, which the content security policy forbids.
z.config({ jitless: true });

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
