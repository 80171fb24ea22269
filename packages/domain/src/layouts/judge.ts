import type { LayoutButton, LayoutGrid, LayoutScreen, LayoutSize } from "@rapport/contract/layouts";
import { wrong, type Fault, type Wrong } from "@rapport/contract/refusals";
import { operationOf } from "./operations.ts";
import { isInside, overlap, type Area, type Bounds } from "./places.ts";

/** Everything that is wrong with the sizes of a layout, each with its place in the layout. */
export function judgeSizes(sizes: readonly LayoutSize[]): Fault[] {
  return sizes.flatMap(({ width, height, grids }, at) => {
    const isTwice = sizes.findIndex((size) => size.width === width && size.height === height) < at;
    return [
      ...(isTwice ? [{ path: ["sizes", at], wrong: wrong("layout.size_twice", { width, height }) }] : []),
      ...grids.flatMap((grid, number) => judgeGrid(grid, ["sizes", at, "grids", number])),
    ];
  });
}

function judgeGrid(grid: LayoutGrid, path: readonly (string | number)[]): Fault[] {
  return grid.buttons.flatMap((button, at) => {
    const faults = [wrongWithOperation(button.operation, grid.screen), wrongWithPlace(button, { ...grid, others: grid.buttons.slice(0, at) })];
    return faults.filter((what) => what !== undefined).map((what) => ({ path: [...path, "buttons", at], wrong: what }));
  });
}

/** Why a button for this operation may not stand on this screen (case 43). */
export function wrongWithOperation(id: LayoutButton["operation"], screen: LayoutScreen): Wrong | undefined {
  const operation = operationOf(id);
  if (operation === undefined) return wrong("layout.operation_unknown", { operation: id });
  const [on] = operation.screens;
  if (on === undefined) return wrong("layout.operation_nowhere", { operation: id });
  return operation.screens.includes(screen) ? undefined : wrong("layout.operation_elsewhere", { operation: id, screen, on });
}

/** Why a button may not cover this area, beside the others of its grid. */
export function wrongWithPlace(area: Area, { rows, columns, others }: Bounds & { readonly others: readonly Area[] }): Wrong | undefined {
  if (!isInside(area, { rows, columns })) return wrong("layout.outside", { rows, columns });
  const other = others.find((button) => overlap(button, area));
  return other && wrong("layout.overlap", { row: other.row, column: other.column });
}
