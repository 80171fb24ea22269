/** The greeting for the hour of the day. */
export function greetingAt(hour: number): "welcome.morning" | "welcome.afternoon" | "welcome.evening" {
  if (hour >= 5 && hour < 12) return "welcome.morning";
  return hour >= 12 && hour < 18 ? "welcome.afternoon" : "welcome.evening";
}

/** The name with which a person is addressed. */
export function givenName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}
