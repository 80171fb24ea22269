import type { KeyboardEvent } from "react";

/** The type of what is dragged: only our own things are dropped on a grid. */
export const DRAGGED_TYPE = "application/x-rapport-button";

export interface Area {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/** What is under the pointer: an item of a grid, held at this cell of it, or something new of a palette. A browser does not say it until it is dropped, so a page keeps it. */
export type Dragged =
  | { readonly from: "grid"; readonly grid: string; readonly id: string; readonly held: Area }
  | { readonly from: "palette"; readonly value: string };

export function take(event: KeyboardEvent, act: () => void): void {
  event.preventDefault();
  event.stopPropagation();
  act();
}
