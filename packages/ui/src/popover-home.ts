import { createContext } from "react";

/**
 * Where a list or a calendar of a field is put on the page: the dialog the field stands in, because everything outside an open dialog is
 * behind it and cannot be reached; else the end of the page.
 */
export const PopoverHome = createContext<() => HTMLElement | null>(() => null);
