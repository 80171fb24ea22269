import type { LayoutButton, LayoutSize } from "@rapport/contract/layouts";
import { addedButton } from "./edit.ts";

/** What one size lacks of another: buttons for operations of which it has none. */
export interface Lacking {
  /** The place of the size in the list. */
  readonly size: number;
  readonly buttons: readonly LayoutButton[];
}

/** Buttons of a size whose operations another size has no button for: devices that are drawn from that one do not offer them (LA1). */
export function lackedElsewhere(sizes: readonly LayoutSize[], at: number): Lacking[] {
  const own = buttonsOf(sizes[at]);
  const firsts = own.filter(({ operation }, index) => own.findIndex((one) => one.operation === operation) === index);
  return sizes.flatMap((size, index) => {
    const there = new Set(buttonsOf(size).map(({ operation }) => operation));
    const buttons = firsts.filter(({ operation }) => !there.has(operation));
    return index === at || buttons.length === 0 ? [] : [{ size: index, buttons }];
  });
}

/** The size with these buttons too, each at the first free place of the first grid that takes it. One that no grid takes is left out. */
export function withButtons(size: LayoutSize, buttons: readonly LayoutButton[]): LayoutSize {
  return { ...size, grids: buttons.reduce((grids, button) => withButton(grids, button), size.grids) };
}

function withButton(grids: LayoutSize["grids"], { row: _, column: __, rowSpan: ___, columnSpan: ____, ...button }: LayoutButton): LayoutSize["grids"] {
  for (const [at, grid] of grids.entries()) {
    const edited = addedButton(grid, { button });
    if (edited.kind === "done") return grids.map((one, index) => (index === at ? edited.grid : one));
  }
  return grids;
}

function buttonsOf(size: LayoutSize | undefined): LayoutButton[] {
  return size?.grids.flatMap(({ buttons }) => buttons) ?? [];
}
