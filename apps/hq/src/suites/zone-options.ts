/** Every time zone that the browser knows, and the one that is chosen already. */
export function zoneOptions(chosen: string): { value: string; label: string }[] {
  const zones = new Set(["UTC", chosen, ...Intl.supportedValuesOf("timeZone")]);
  return Array.from(zones, (zone) => ({ value: zone, label: zone }));
}
