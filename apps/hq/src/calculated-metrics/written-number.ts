import type { MetricType } from "@rapport/contract/reporting";
import type { Formats } from "@rapport/ui";

/** A calculated number as its metric writes it (CF5): `percent` of 1 is 100 %, `time` is in seconds. A dash where there is no value (CF3). */
export function writtenNumber({
  value,
  type,
  precision,
  currency,
  formats,
}: {
  value: number | null;
  type: MetricType;
  precision: number;
  currency: string;
  formats: Formats;
}): string {
  if (value === null) return "–";
  const decimals = { minimumFractionDigits: precision, maximumFractionDigits: precision };
  switch (type) {
    case "percent":
      return new Intl.NumberFormat(formats.locale, { style: "percent", ...decimals }).format(value).replace("-", "\u2212");
    case "currency":
      return new Intl.NumberFormat(formats.locale, { style: "currency", currency, currencyDisplay: "narrowSymbol", ...decimals })
        .format(value)
        .replace("-", "\u2212");
    case "time":
      return clock(value, precision);
    case "decimal":
      return formats.number(value, decimals);
  }
}

/** `1:02:03` of 3723 seconds. */
function clock(seconds: number, precision: number): string {
  const rounded = Number(Math.abs(seconds).toFixed(precision));
  const hours = Math.floor(rounded / 3600);
  const minutes = Math.floor((rounded % 3600) / 60);
  const rest = (rounded % 60).toFixed(precision).padStart(precision === 0 ? 2 : precision + 3, "0");
  return `${seconds < 0 && rounded !== 0 ? "\u2212" : ""}${hours}:${String(minutes).padStart(2, "0")}:${rest}`;
}
