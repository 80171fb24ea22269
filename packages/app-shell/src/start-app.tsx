import { StrictMode, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import type { Language } from "@rapport/contract";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { preferredLanguage } from "@rapport/ui";
import { applyAppearance, readAppearance } from "./appearance.ts";
import { PreferencesProvider } from "./preferences.tsx";

interface AppStart {
  queryClient: QueryClient;
  storage: Storage;
  /** The language until a person chooses one; the device's when it is missing. */
  opensIn?: Language | undefined;
  children: ReactNode;
}

/** Renders an app into the page's `#app`, in the person's language and theme from the first moment. */
export function startApp({ queryClient, storage, opensIn = preferredLanguage(navigator.languages), children }: AppStart): void {
  const root = document.getElementById("app");
  if (root === null) throw new Error("index.html has no element with the id app");
  const appearance = readAppearance({ storage, languageByDefault: opensIn });
  applyAppearance(appearance, document.documentElement);
  createRoot(root).render(
    <StrictMode>
      <PreferencesProvider initial={appearance} storage={storage}>
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      </PreferencesProvider>
    </StrictMode>,
  );
}
