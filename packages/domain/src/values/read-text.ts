import { CONTROLS, EDGES } from "./patterns.ts";

/**
 * Reads a text of a hit or of a cell: control characters become blanks; blanks, and marks
 * without a width such as direction marks, are removed around it.
 */
export function readText(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e) return text.replace(CONTROL, " ").replace(EDGE, "");
  }
  const isBare = text.charCodeAt(0) !== 0x20 && text.charCodeAt(text.length - 1) !== 0x20;
  return isBare ? text : text.trim();
}

const CONTROL = new RegExp(CONTROLS, "gu");
const EDGE = new RegExp(EDGES, "gu");
