import type { CalculatedMetric } from "./calculated-metrics.ts";

const metric = (name: string) => ({ func: "metric", name: `metrics/${name}` });

function rate(
  id: string,
  { of, by, names, ...rest }: { of: string; by: string; names: BuiltInMetric["names"] } & Pick<CalculatedMetric, "type" | "precision" | "polarity">,
): BuiltInMetric {
  return {
    id: `cm_${id}_defaultmetric`,
    names,
    ...rest,
    definition: { func: "calc-metric", version: [1, 0, 0], formula: { func: "divide", col1: metric(of), col2: metric(by) } },
  };
}

/** A calculated metric that every report suite has (CF5). */
export interface BuiltInMetric extends Pick<CalculatedMetric, "id" | "type" | "precision" | "polarity" | "definition"> {
  readonly names: { readonly en: string; readonly nl: string };
}

export const BUILT_IN_METRICS: readonly BuiltInMetric[] = [
  rate("conversion_rate", {
    of: "orders",
    by: "visits",
    names: { en: "Conversion rate", nl: "Conversieratio" },
    type: "percent",
    precision: 2,
    polarity: "positive",
  }),
  rate("average_order_value", {
    of: "revenue",
    by: "orders",
    names: { en: "Average order value", nl: "Gemiddelde orderwaarde" },
    type: "currency",
    precision: 2,
    polarity: "positive",
  }),
  rate("orders_visitor", {
    of: "orders",
    by: "visitors",
    names: { en: "Orders per visitor", nl: "Bestellingen per bezoeker" },
    type: "decimal",
    precision: 2,
    polarity: "positive",
  }),
  rate("revenue_visitor", {
    of: "revenue",
    by: "visitors",
    names: { en: "Revenue per visitor", nl: "Omzet per bezoeker" },
    type: "currency",
    precision: 2,
    polarity: "positive",
  }),
  rate("units_order", {
    of: "units",
    by: "orders",
    names: { en: "Units per order", nl: "Stuks per bestelling" },
    type: "decimal",
    precision: 2,
    polarity: "positive",
  }),
  rate("return_rate", {
    of: "returnedrevenue",
    by: "grossrevenue",
    names: { en: "Return rate", nl: "Retourpercentage" },
    type: "percent",
    precision: 1,
    polarity: "negative",
  }),
];
