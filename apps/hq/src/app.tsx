import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { UiProvider, preferredLocale } from "@rapport/ui";
import { useMemo } from "react";
import { I18nextProvider } from "react-i18next";
import { createLanguages } from "./messages/languages.ts";
import { Refusal } from "@rapport/contract";
import { createHqRouter } from "./router.tsx";
import { AppearanceProvider, useAppearance } from "./shell/appearance-context.tsx";

export function App() {
  const queryClient = useMemo(
    () =>
      new QueryClient({
        defaultOptions: { queries: { staleTime: 5_000, retry: (count, error) => count < 2 && error instanceof Refusal && error.code === "unavailable" } },
      }),
    [],
  );
  return (
    <QueryClientProvider client={queryClient}>
      <AppearanceProvider>
        <Localised queryClient={queryClient} />
      </AppearanceProvider>
    </QueryClientProvider>
  );
}

function Localised({ queryClient }: { queryClient: QueryClient }) {
  const { appearance } = useAppearance();
  const languages = useMemo(() => createLanguages(appearance.language), [appearance.language]);
  const router = useMemo(() => createHqRouter(queryClient), [queryClient]);
  return (
    <I18nextProvider i18n={languages}>
      <UiProvider language={appearance.language} locale={preferredLocale(appearance.language, navigator.languages)}>
        <RouterProvider router={router} />
      </UiProvider>
    </I18nextProvider>
  );
}
