/** What is done with segments, and the names of their fields, in the words of the log. */
export const SEGMENT_ENDPOINTS = {
  en: { createSegment: "Segment saved", changeSegment: "Segment changed", deleteSegment: "Segment deleted", validateSegment: "Segment checked" },
  nl: { createSegment: "Segment bewaard", changeSegment: "Segment gewijzigd", deleteSegment: "Segment verwijderd", validateSegment: "Segment nagekeken" },
} as const;

export const SEGMENT_FIELDS = { en: { definition: "Definition" }, nl: { definition: "Definitie" } } as const;
