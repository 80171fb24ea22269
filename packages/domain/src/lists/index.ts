export { attributeCell, codesCell, flagCell, linesCell, numberCell, numbersCell, textCell, type CellContent, type CellForm } from "./cells.ts";
export { csvLine, plainCell, safeCell } from "./safe-cell.ts";
export { nameOf, SEPARATORS, separatorOf, type Divided, type Separator } from "./separator.ts";
