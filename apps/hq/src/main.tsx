/// <reference types="vite/client" />
import { createQueryClient, deviceStorage, startApp, tellOfHeadquarters } from "@rapport/app-shell";
import { RouterProvider } from "@tanstack/react-router";
import "@rapport/ui/styles.css";
import { createHqRouter } from "./router.tsx";

tellOfHeadquarters();
const queryClient = createQueryClient({ staleTimeMs: 5_000, onSignedOut: () => askToSignIn() });
const { router, askToSignIn } = createHqRouter(queryClient);
startApp({ queryClient, storage: deviceStorage(), children: <RouterProvider router={router} /> });
