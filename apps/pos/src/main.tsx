import "./app/zod-without-eval.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { applyAppearance, preferredLanguage, readAppearance } from "@rapport/ui";
import "@rapport/ui/styles.css";
import "./styles/index.css";
import { App } from "./app/app.tsx";
import { deviceStorage } from "./app/device-storage.ts";

const storage = deviceStorage();
const appearance = readAppearance({ storage, languageByDefault: preferredLanguage(navigator.languages) });
applyAppearance(appearance, document.documentElement);

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id root");
createRoot(root).render(
  <StrictMode>
    <App appearance={appearance} storage={storage} />
  </StrictMode>,
);
