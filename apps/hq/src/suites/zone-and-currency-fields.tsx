import { Combobox, useFormats } from "@rapport/ui";
import { type ComponentProps, useMemo } from "react";
import { currencyOptions } from "../legal-entities/names-of-codes.ts";

type Field = Pick<ComponentProps<typeof Combobox>, "label" | "hint" | "error" | "onValue"> & { value: string };

/** A choice of every time zone that the browser knows, and of the one that is chosen already. */
export function ZoneField(field: Field) {
  const { value } = field;
  const options = useMemo(() => {
    const zones = new Set(["UTC", value, ...Intl.supportedValuesOf("timeZone")]);
    return Array.from(zones, (zone) => ({ value: zone, label: zone }));
  }, [value]);
  return <Combobox {...field} options={options} />;
}

export function CurrencyField(field: Field) {
  const { locale } = useFormats();
  const options = useMemo(() => currencyOptions(locale), [locale]);
  return <Combobox {...field} options={options} />;
}
