/** Names of the fields of a data source that say how its rows are linked. */
export const READING_FIELDS = {
  en: { idRule: "How ids are read", matchAlert: "Share of linked rows below which somebody is told" },
  nl: { idRule: "Hoe id's worden gelezen", matchAlert: "Aandeel gekoppelde rijen waaronder iemand het hoort" },
} as const;
