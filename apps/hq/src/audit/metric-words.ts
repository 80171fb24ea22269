/** What is done with calculated metrics, and the names of their fields, in the words of the log. */
export const METRIC_ENDPOINTS = {
  en: {
    createCalculatedMetric: "Calculated metric saved",
    changeCalculatedMetric: "Calculated metric changed",
    deleteCalculatedMetric: "Calculated metric deleted",
    validateCalculatedMetric: "Calculated metric checked",
  },
  nl: {
    createCalculatedMetric: "Berekende metriek bewaard",
    changeCalculatedMetric: "Berekende metriek gewijzigd",
    deleteCalculatedMetric: "Berekende metriek verwijderd",
    validateCalculatedMetric: "Berekende metriek nagekeken",
  },
} as const;

export const METRIC_FIELDS = {
  en: { precision: "Decimals", polarity: "Good when" },
  nl: { precision: "Decimalen", polarity: "Goed wanneer" },
} as const;

/** What reports are made of, in the words of the log. */
export const METRIC_KINDS = {
  en: { "kind.calculatedMetric": "Calculated metric", "kind.segment": "Segment" },
  nl: { "kind.calculatedMetric": "Berekende metriek", "kind.segment": "Segment" },
} as const;
