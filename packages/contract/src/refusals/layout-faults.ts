import { z } from "zod";
import { saying } from "./saying.ts";

const Screen = z.enum(["welcome", "transaction"]);
const SCREENS = { welcome: "welcome screen", transaction: "screen of a sale" } as const;

/** What can be wrong with a size or a button of a screen layout. */
export const LAYOUT_FAULTS = {
  "layout.operation_nowhere": saying(z.object({ operation: z.int() }), ({ operation }) => `starts operation ${operation}, which has no button on any screen`),
  "layout.operation_elsewhere": saying(
    z.object({ operation: z.int(), screen: Screen, on: Screen }),
    ({ operation, screen, on }) => `starts operation ${operation}, which may not stand on the ${SCREENS[screen]}; it may stand on the ${SCREENS[on]}`,
  ),
  "layout.operation_unknown": saying(z.object({ operation: z.int() }), ({ operation }) => `starts operation ${operation}, which does not exist`),
  "layout.outside": saying(
    z.object({ rows: z.int(), columns: z.int() }),
    ({ rows, columns }) => `does not fit into its grid of ${rows} ${rows === 1 ? "row" : "rows"} and ${columns} ${columns === 1 ? "column" : "columns"}`,
  ),
  "layout.overlap": saying(z.object({ row: z.int(), column: z.int() }), ({ row, column }) => `overlaps the button in row ${row}, column ${column}`),
  "layout.size_twice": saying(z.object({ width: z.int(), height: z.int() }), ({ width, height }) => `is there twice: ${width} by ${height}`),
} as const;
