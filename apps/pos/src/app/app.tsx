import { useState } from "react";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import type { Appearance } from "@rapport/ui";
import { PreferencesProvider } from "./preferences.tsx";
import { createPosRouter } from "./router.tsx";

export function App({ appearance, storage }: { appearance: Appearance; storage: Storage }) {
  const [{ router, queryClient }] = useState(() => createPosRouter({ storage }));
  return (
    <PreferencesProvider initial={appearance} storage={storage}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </PreferencesProvider>
  );
}
