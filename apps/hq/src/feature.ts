import type { Language, Permission } from "@rapport/contract";
import type { AnyRoute } from "@tanstack/react-router";
import type { Area } from "./areas.ts";

/** What a folder of headquarters adds: its pages, each loaded when it is first opened, and its entry in the navigation. */
export interface Feature {
  readonly routes: readonly AnyRoute[];
  /** Without it, pages are reached from other pages only. */
  readonly navigation?: {
    readonly area: Area;
    readonly to: string;
    readonly label: Readonly<Record<Language, string>>;
    /** What its pages need of the server: who does not hold it is not shown the entry. */
    readonly permission: Permission;
  };
  /** Where one of its things is made, by who may open its pages. */
  readonly creates?: { readonly to: string; readonly label: Readonly<Record<Language, string>> };
}
