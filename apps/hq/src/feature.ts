import type { Language } from "@rapport/contract";
import type { IconName } from "@rapport/ui";
import type { AnyRoute } from "@tanstack/react-router";

/** What a folder of headquarters adds: its pages, each loaded when it is first opened, and its entry in the navigation. */
export interface Feature {
  readonly routes: readonly AnyRoute[];
  readonly navigation: { readonly to: string; readonly icon: IconName; readonly label: Readonly<Record<Language, string>> };
}
