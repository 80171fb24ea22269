import type { ReportSuite } from "@rapport/contract/report-suites";
import { createFormats, type Formats, useFormats, useUi } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { suitesQuery } from "./queries.ts";

/** Formats for days and times in a report suite's zone, as in its reports and files. */
export function useSuiteFormats(timeZone: string): Formats {
  const { language } = useUi();
  const { locale } = useFormats();
  return useMemo(() => createFormats({ language, locale, timeZone }), [language, locale, timeZone]);
}

/** The suite of a page that knows only its id; undefined while it is loading, or when there is none. */
export function useSuite(rsid: string): ReportSuite | undefined {
  return useQuery(suitesQuery).data?.find((suite) => suite.rsid === rsid);
}

/** Reads a documented `YYYY-MM-DD hh:mm:ss` as if it were UTC, so that formats for UTC show it as written. */
export function writtenTime(text: string): string {
  return `${text.replace(" ", "T")}Z`;
}
