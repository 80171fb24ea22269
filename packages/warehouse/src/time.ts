/**
 * A time as the engine reads it in a parameter of type `DateTime64(3, 'UTC')`: `YYYY-MM-DD hh:mm:ss.mmm`, UTC.
 * Takes a date or epoch milliseconds.
 */
export function engineTime(time: Date | number): string {
  return new Date(time).toISOString().replace("T", " ").slice(0, 23);
}
