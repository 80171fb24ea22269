import { useState } from "react";
import { deviceStorage } from "@rapport/app-shell";
import { useSession } from "../session/use-session.ts";

export type Density = "comfortable" | "compact";

/** How much room a client takes in long lists; each person's own choice, kept on the device. */
export function useDensity() {
  const { worker } = useSession();
  const key = `rapport-density-${worker.id}`;
  const [density, setDensity] = useState<Density>(() => (deviceStorage().getItem(key) === "compact" ? "compact" : "comfortable"));
  const change = (next: Density) => {
    setDensity(next);
    try {
      deviceStorage().setItem(key, next);
    } catch {
      // The browser's storage is full: the choice lasts as long as the page.
    }
  };
  return [density, change] as const;
}
