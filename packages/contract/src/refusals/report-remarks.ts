import { z } from "zod";
import { inEnglish, said, saying, type ParamsOf } from "./saying.ts";

/**
 * The `message` of a report's documented answer, which has no code. Programs read the same from the answer's own
 * figures, here `number` and `totalPages`; so do our apps, which say it in the person's language.
 */
const REPORT_REMARKS = {
  "page.past_the_end": saying(z.object({ page: z.int(), totalPages: z.int() }), ({ page, totalPages }) =>
    totalPages === 0
      ? `There is no page ${page}: the report has no rows.`
      : `There is no page ${page}: the report has ${totalPages === 1 ? "1 page, page 0" : `${totalPages} pages, from 0 to ${totalPages - 1}`}.`,
  ),
} as const;

export function reportRemark<C extends keyof typeof REPORT_REMARKS>(code: C, params: ParamsOf<typeof REPORT_REMARKS, C>): string {
  return inEnglish(REPORT_REMARKS, said(REPORT_REMARKS, code, params));
}
