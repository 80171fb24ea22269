export { copyScreenLayout, deleteScreenLayout, getScreenLayout, listScreenLayouts, putScreenLayout } from "./endpoints.ts";
export { AssignedBy, LayoutButton, LayoutColour, LayoutGrid, LayoutIcon, LayoutScreen, LayoutSize, ScreenLayout, ShownLayout } from "./layout.ts";
export { getPosLayout } from "./pos.ts";
