export { addedButton, gridOnScreen, movedButton, reflowed, reshapedGrid, type Edited } from "./edit.ts";
export { lackedElsewhere, withButtons, type Lacking } from "./missing.ts";
export { judgeSizes, wrongWithOperation, wrongWithPlace } from "./judge.ts";
export { BUTTON_OPERATIONS, operationOf, type ButtonOperation, type ButtonOperationId } from "./operations.ts";
export { firstFreePlace, inReadingOrder, isInside, overlap, type Area, type Bounds } from "./places.ts";
export { nearestSize, orientationOf, shownGrids, strongestLayout, type ShownGrid } from "./shown.ts";
export { STANDARD_SIZES } from "./standard.ts";
