import type { Segment, SegmentDefinition } from "@rapport/contract/reporting";
import { definitionOf, draftOf, isAmount, needsValue, newGroup, numberIn, type GroupDraft, type PartDraft } from "./draft.ts";

interface Named {
  readonly name: string;
  readonly description: string;
  /** Null while the text is no JSON. */
  readonly definition: SegmentDefinition | null;
}

/** What somebody is making: drawn, or as text where it has parts that cannot be drawn. */
export type Sketch = (Named & { readonly kind: "drawn"; readonly draft: GroupDraft }) | (Named & { readonly kind: "text"; readonly text: string });

export function drawn(draft: GroupDraft): { kind: "drawn"; draft: GroupDraft; definition: SegmentDefinition } {
  return { kind: "drawn", draft, definition: definitionOf(draft) };
}

export function emptySketch(): Sketch {
  return { name: "", description: "", ...drawn(newGroup("visits")) };
}

export function sketchOf({ name, description, definition }: Segment): Sketch {
  const draft = draftOf(definition);
  if (draft !== null) return { name, description, ...drawn(draft) };
  return { name, description, kind: "text", text: JSON.stringify(definition, null, 2), definition };
}

/** True when everything that has to be filled in is; the server says what cannot be counted. */
export function isComplete(sketch: Sketch): boolean {
  return sketch.definition !== null && (sketch.kind === "text" || isFilled(sketch.draft));
}

function isFilled(part: PartDraft): boolean {
  if (part.kind === "group") return part.parts.length > 0 && part.parts.every(isFilled);
  return !needsValue(part.operator) || (isAmount(part.of) ? numberIn(part.value) !== null : part.value.trim() !== "");
}

/** The definition in a text; null for what is no JSON object. */
export function definitionIn(text: string): SegmentDefinition | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as SegmentDefinition) : null;
  } catch {
    return null;
  }
}
