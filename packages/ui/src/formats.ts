import type { Language, Money } from "@rapport/contract";
import { daysBetween, daysIn, nextAnniversary } from "./days.ts";

/** Writes values as the person's language writes them. Pure: `now` and the time zone are arguments. */
export interface Formats {
  readonly locale: string;
  /** Exact: the decimal text never becomes a binary number. With `short`, whole amounts have no decimals. */
  money(money: Money, options?: { short?: boolean }): string;
  number(value: number | bigint | string, options?: { maximumFractionDigits?: number; minimumFractionDigits?: number; useGrouping?: boolean }): string;
  percent(share: number, options?: { maximumFractionDigits?: number }): string;
  bytes(count: number): string;
  /** `12 Nov`, with the year when it is not this year. Takes a point in time or `YYYY-MM-DD`. */
  date(value: string | Date): string;
  /** `12 November 2026`. */
  longDate(value: string | Date): string;
  /** `Sunday 22 November`. */
  weekday(value: string | Date): string;
  /** Day and month only, for birthdays: `3 December`, or `3 Dec` when `short`. Takes `YYYY-MM-DD`. */
  dayAndMonth(value: string, options?: { short?: boolean }): string;
  month(value: string | Date): string;
  time(value: string | Date): string;
  dateTime(value: string | Date): string;
  /** `today`, `yesterday`, `in 3 days`; else null when it is more than six days away. */
  relativeDay(value: string | Date): string | null;
  /** `in 11 days`, `today`: the next time this day and month comes round. Takes `YYYY-MM-DD` and `--MM-DD`. */
  nextAnniversary(value: string, options?: { short?: boolean }): string;
  /** Days until this day and month comes round again, 0 for today. Takes `YYYY-MM-DD` and `--MM-DD`. */
  daysToAnniversary(value: string): number;
  list(values: readonly string[]): string;
}

export function createFormats({
  language,
  locale = language === "nl" ? "nl-NL" : "en-GB",
  timeZone,
  now = () => new Date(),
}: {
  language: Language;
  locale?: string;
  timeZone?: string | undefined;
  now?: () => Date;
}): Formats {
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const briefly = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  const formatter = cached(
    (key: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: key.startsWith("day:") ? "UTC" : zone, ...options }),
  );
  const show = (value: string | Date, name: string, options: Intl.DateTimeFormatOptions) =>
    formatter(`${isDay(value) ? "day" : "at"}:${name}`, options).format(instantOf(value));
  const dayOf = daysIn(zone);
  const dayIn = (value: string | Date) => (isDay(value) ? value : dayOf(instantOf(value)));
  const today = () => dayOf(now());

  return {
    locale,
    money({ amount, currency }, { short = false } = {}) {
      const whole = short && /^-?\d+(\.0*)?$/.test(amount);
      return withMinus(currencyFormat(locale, currency, whole).format(exact(amount)));
    },
    number: (value, options = {}) => withMinus(new Intl.NumberFormat(locale, options).format(typeof value === "string" ? exact(value) : value)),
    percent: (share, options = {}) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1, ...options }).format(share),
    bytes: (count) => formatBytes(count, locale),
    date(value) {
      const sameYear = dayIn(value).slice(0, 4) === today().slice(0, 4);
      return sameYear
        ? show(value, "short", { day: "numeric", month: "short" })
        : show(value, "short-year", { day: "numeric", month: "short", year: "numeric" });
    },
    longDate: (value) => show(value, "long", { day: "numeric", month: "long", year: "numeric" }),
    weekday: (value) => show(value, "weekday", { weekday: "long", day: "numeric", month: "long" }),
    dayAndMonth: (value, { short = false } = {}) =>
      show(value.replace(/^--/, "2000-"), short ? "short" : "day-month", { day: "numeric", month: short ? "short" : "long" }),
    month: (value) => show(value, "month", { month: "long", year: "numeric" }),
    time: (value) => show(value, "time", { hour: "2-digit", minute: "2-digit" }),
    dateTime: (value) => show(value, "date-time", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }),
    relativeDay(value) {
      const days = daysBetween(today(), dayIn(value));
      return Math.abs(days) > 6 ? null : relative.format(days, "day");
    },
    nextAnniversary: (value, { short = false } = {}) => (short ? briefly : relative).format(daysBetween(today(), nextAnniversary(value, today())), "day"),
    daysToAnniversary: (value) => daysBetween(today(), nextAnniversary(value, today())),
    list: (values) => new Intl.ListFormat(locale, { type: "unit", style: "short" }).format(values),
  };
}

/** The first of the device's languages that the apps have. */
export function preferredLanguage(languages: readonly string[]): Language {
  for (const tag of languages) {
    const base = tag.toLowerCase().split("-")[0];
    if (base === "nl" || base === "en") return base;
  }
  return "en";
}

/** The device's own regional form of the language (en-US, nl-BE), for familiar dates. A device may name one that `Intl` does not know, such as `en-US@posix`. */
export function preferredLocale(language: Language, languages: readonly string[]): string {
  return languages.find((tag) => /^[a-z]{2}(-[A-Z]{2})?$/.test(tag) && tag.startsWith(language) && tag !== language) ?? (language === "nl" ? "nl-NL" : "en-GB");
}

/** Intl formats decimal text exactly. Its type requires a numeric text, which `Money` has checked already. */
function exact(amount: string): Intl.StringNumericLiteral {
  return amount as Intl.StringNumericLiteral;
}

/** Replaces Intl's hyphen with a minus sign, which is as wide as a digit, so that columns line up. */
function withMinus(formatted: string): string {
  return formatted.replace("-", "\u2212");
}

function currencyFormat(locale: string, currency: string, whole: boolean): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    ...(whole ? { maximumFractionDigits: 0, minimumFractionDigits: 0 } : {}),
  });
}

function formatBytes(count: number, locale: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const power = Math.min(units.length - 1, count < 1 ? 0 : Math.floor(Math.log10(count) / 3));
  const unit = units[power] ?? "byte";
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: power === 0 ? "long" : "short", maximumFractionDigits: power === 0 ? 0 : 1 }).format(
    count / 1000 ** power,
  );
}

function isDay(value: string | Date): value is string {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

function instantOf(value: string | Date): Date {
  if (value instanceof Date) return value;
  return new Date(isDay(value) ? `${value}T00:00:00Z` : value);
}

function cached<T>(make: (key: string, options: Intl.DateTimeFormatOptions) => T): (key: string, options: Intl.DateTimeFormatOptions) => T {
  const made = new Map<string, T>();
  return (key, options) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key, options);
    made.set(key, fresh);
    return fresh;
  };
}
