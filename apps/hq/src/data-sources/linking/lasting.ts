import { useText } from "@rapport/app-shell";
import { useFormats } from "@rapport/ui";
import { linkingTexts } from "./texts.ts";

const UNITS = [
  { unit: "day", ms: 86_400_000 },
  { unit: "hour", ms: 3_600_000 },
  { unit: "minute", ms: 60_000 },
  { unit: "second", ms: 1_000 },
] as const;

/** A length of time in its largest unit. */
export function useLasting() {
  const text = useText(linkingTexts);
  const formats = useFormats();
  return (ms: number) => {
    const found = UNITS.find((one) => ms >= one.ms);
    if (found === undefined) return text("atOnce");
    return new Intl.NumberFormat(formats.locale, { style: "unit", unit: found.unit, unitDisplay: "long", maximumFractionDigits: 1 }).format(ms / found.ms);
  };
}
