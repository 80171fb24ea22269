import { z } from "zod";
import { ScreenLayoutCode } from "../ids.ts";
import { Name, Translated } from "../names.ts";

/** The screens that have buttons: the first one after signing in, and that of a sale. */
export const LayoutScreen = z.enum(["welcome", "transaction"]);
export type LayoutScreen = z.infer<typeof LayoutScreen>;

/** Colours of the theme, which can be read in its light and its dark form. `plain` is the ground of a card, `strong` the accent itself. */
export const LayoutColour = z.enum(["plain", "accent", "strong", "good", "warn", "info", "clay", "sage", "mist", "plum", "sand"]);
export type LayoutColour = z.infer<typeof LayoutColour>;

/** Pictures of the product for a button. */
export const LayoutIcon = z.enum([
  "bag",
  "book",
  "calendar",
  "chart",
  "edit",
  "globe",
  "home",
  "info",
  "lock",
  "mail",
  "map",
  "note",
  "people",
  "person",
  "phone",
  "pin",
  "plus",
  "return",
  "search",
  "settings",
  "signOut",
  "store",
]);
export type LayoutIcon = z.infer<typeof LayoutIcon>;

const MOST = 12;
/** Rows and columns are counted from 1. */
const Place = z.int().min(1).max(MOST);
const Span = z.int().min(1).max(MOST).default(1);
/** A line on a button, in English, and in Dutch where that differs. */
const Words = z.strictObject({ en: Name.max(80), nl: Name.max(80).nullable().optional() });

export const LayoutButton = z
  .strictObject({
    /** The number of the operation that it starts. */
    operation: z.int().min(1).max(99_999),
    /** `null` is the operation's own name. */
    text: Words.nullable().default(null),
    /** The second line; `null` is the operation's own. */
    tooltip: Words.nullable().default(null),
    colour: LayoutColour.default("plain"),
    /** `null` is the operation's own. */
    icon: LayoutIcon.nullable().default(null),
    row: Place,
    column: Place,
    rowSpan: Span,
    columnSpan: Span,
  })
  .meta({ id: "LayoutButton" });
export type LayoutButton = z.infer<typeof LayoutButton>;

/** A grid of buttons on one screen. The place in its list is its number, from 1. */
export const LayoutGrid = z
  .strictObject({
    screen: LayoutScreen.default("welcome"),
    rows: Place,
    columns: Place,
    buttons: z.array(LayoutButton).max(60).default([]),
  })
  .meta({ id: "LayoutGrid" });
export type LayoutGrid = z.infer<typeof LayoutGrid>;

/** A screen of these CSS pixels, higher than wide on a device that is held upright. Grids of a full one stand side by side from number 1, those of a compact one below each other. */
export const LayoutSize = z
  .strictObject({
    kind: z.enum(["full", "compact"]),
    width: z.int().min(200).max(8_000),
    height: z.int().min(200).max(8_000),
    grids: z.array(LayoutGrid).max(6).default([]),
  })
  .meta({ id: "LayoutSize" });
export type LayoutSize = z.infer<typeof LayoutSize>;

/** The screens of the POS for the registers, stores and workers that name it. */
export const ScreenLayout = z
  .strictObject({
    name: Translated,
    startScreen: LayoutScreen.default("welcome"),
    sizes: z.array(LayoutSize).min(1).max(6),
  })
  .meta({ id: "ScreenLayout" });
export type ScreenLayout = z.infer<typeof ScreenLayout>;

/** What names a layout, the strongest first. */
export const AssignedBy = z.enum(["worker", "register", "store"]);
export type AssignedBy = z.infer<typeof AssignedBy>;

/** A layout as the POS draws it. */
export const ShownLayout = ScreenLayout.pick({ startScreen: true, sizes: true })
  .extend({ code: ScreenLayoutCode, assignedBy: AssignedBy })
  .meta({ id: "ShownLayout" });
export type ShownLayout = z.infer<typeof ShownLayout>;
