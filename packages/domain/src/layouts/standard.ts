import type { LayoutButton, LayoutSize } from "@rapport/contract/layouts";

const button = (operation: number, place: { row: number; column: number }): LayoutButton => ({
  operation,
  text: null,
  tooltip: null,
  colour: "plain",
  icon: null,
  rowSpan: 1,
  columnSpan: 1,
  ...place,
});

/** The product's own layout, for whom no other one is named. */
export const STANDARD_SIZES: readonly LayoutSize[] = [
  {
    kind: "full",
    width: 1024,
    height: 768,
    grids: [{ screen: "welcome", rows: 1, columns: 2, buttons: [button(712, { row: 1, column: 1 }), button(602, { row: 1, column: 2 })] }],
  },
  {
    kind: "compact",
    width: 390,
    height: 844,
    grids: [{ screen: "welcome", rows: 2, columns: 1, buttons: [button(712, { row: 1, column: 1 }), button(602, { row: 2, column: 1 })] }],
  },
];
