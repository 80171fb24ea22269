import { createContext } from "react";

/**
 * The element that holds the list or calendar of a field: the dialog around the field, because nothing outside an open dialog can be
 * reached; else the end of the page.
 */
export const PopoverHome = createContext<() => HTMLElement | null>(() => null);
