/** The greeting for the hour of the day; at night it names none. */
export function greetingAt(hour: number): "welcome.morning" | "welcome.afternoon" | "welcome.evening" | "welcome.night" {
  if (hour < 5) return "welcome.night";
  if (hour < 12) return "welcome.morning";
  return hour < 18 ? "welcome.afternoon" : "welcome.evening";
}

/** The name with which a person is addressed. */
export function givenName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}
