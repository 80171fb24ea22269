import { ScreenLayout } from "@rapport/contract/layouts";
import type { LayoutSize } from "@rapport/contract/layouts";
import { z } from "zod";

/** A layout as a file: what the endpoint takes, with a word that says what the file is. */
const LayoutFile = ScreenLayout.extend({ kind: z.literal("rapport-screen-layout") });

export function layoutFile(layout: { name: ScreenLayout["name"]; startScreen: ScreenLayout["startScreen"]; sizes: readonly LayoutSize[] }): string {
  return `${JSON.stringify({ kind: "rapport-screen-layout", ...layout }, null, 2)}\n`;
}

/** The layout in a file, also one whose buttons cannot stand where they stand: the designer names those. Null for another file. */
export function readLayoutFile(content: string): ScreenLayout | null {
  try {
    return LayoutFile.safeParse(JSON.parse(content)).data ?? null;
  } catch {
    return null;
  }
}

/** Downloads the file. */
export function saveFile(content: string, name: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read it only after the press is over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
