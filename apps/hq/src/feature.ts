import type { Language, Permission } from "@rapport/contract";
import type { FeatureCode } from "@rapport/contract/features";
import type { AnyRoute } from "@tanstack/react-router";
import type { Area } from "./areas.ts";

/** What a folder of headquarters adds: its pages, each loaded when it is first opened, and its navigation entry. */
export interface Feature {
  readonly routes: readonly AnyRoute[];
  /** Without it, only other pages lead to these pages. */
  readonly navigation?: {
    readonly area: Area;
    readonly to: string;
    readonly label: Readonly<Record<Language, string>>;
    /** The permission that its pages need. People without it do not see the entry. */
    readonly permission: Permission;
    /** The feature that its pages belong to. While that is off, nobody sees the entry, and the pages say why they are not there (R75). */
    readonly belongsTo?: FeatureCode;
  };
  /** The page that makes a new one, for people who may open its pages, and have this permission where making takes another one. */
  readonly creates?: { readonly to: string; readonly label: Readonly<Record<Language, string>>; readonly permission?: Permission };
}
