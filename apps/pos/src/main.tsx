import { createQueryClient, deviceStorage, startApp } from "@rapport/app-shell";
import { RouterProvider } from "@tanstack/react-router";
import "@rapport/ui/styles.css";
import { createPosRouter } from "./app/router.tsx";
import { openingLanguage } from "./session/opening-language.ts";

const storage = deviceStorage();
const queryClient = createQueryClient({ staleTimeMs: 15_000, onSignedOut: () => askToSignIn() });
const { router, askToSignIn } = createPosRouter({ queryClient, storage });
startApp({ queryClient, storage, opensIn: openingLanguage(storage), children: <RouterProvider router={router} /> });
