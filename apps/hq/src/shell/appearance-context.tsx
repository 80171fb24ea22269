import { type Appearance, applyAppearance, keepAppearance, preferredLanguage, readAppearance } from "@rapport/ui";
import { createContext, type ReactNode, useContext, useLayoutEffect, useState } from "react";

const Context = createContext<{ appearance: Appearance; change: (part: Partial<Appearance>) => void } | null>(null);

export function AppearanceProvider({ children }: { children: ReactNode }) {
  const [appearance, setAppearance] = useState(() => readAppearance({ storage: localStorage, languageByDefault: preferredLanguage(navigator.languages) }));
  useLayoutEffect(() => applyAppearance(appearance, document.documentElement), [appearance]);
  const change = (part: Partial<Appearance>) => {
    const next = { ...appearance, ...part };
    keepAppearance(next, localStorage);
    setAppearance(next);
  };
  return <Context value={{ appearance, change }}>{children}</Context>;
}

export function useAppearance() {
  const value = useContext(Context);
  if (value === null) throw new Error("useAppearance is used outside AppearanceProvider");
  return value;
}
