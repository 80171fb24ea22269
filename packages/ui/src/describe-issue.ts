import type { z } from "zod";
import type { Formats } from "./formats.ts";
import type { Words } from "./words.ts";

/** An issue that zod found with one value. */
export type FieldIssue = z.core.$ZodIssue;
/** A form's own words for an issue with a field, by zod's code. */
export type IssueWords = Partial<Record<FieldIssue["code"], string>>;

/** What is wrong with a field, in the reader's language. zod's own sentences are about types; these say what to fill in. */
export function describeIssue(issue: FieldIssue, { words: { fields }, formats }: { words: Pick<Words, "fields">; formats: Pick<Formats, "number"> }): string {
  if (isBlank(issue.input)) return fields.missing;
  switch (issue.code) {
    case "too_small": {
      const least = Number(issue.minimum);
      if (issue.origin === "string") return fields.tooShort(formats.number(least));
      if (issue.origin === "array" || issue.origin === "set") return least <= 1 ? fields.chooseOne : fields.tooFew(formats.number(least));
      return isCount(issue.origin) ? fields.atLeast(formats.number(least)) : fields.wrong;
    }
    case "too_big": {
      const most = Number(issue.maximum);
      if (issue.origin === "string") return fields.tooLong(formats.number(most));
      if (issue.origin === "array" || issue.origin === "set") return fields.tooMany(formats.number(most));
      return isCount(issue.origin) ? fields.atMost(formats.number(most)) : fields.wrong;
    }
    case "invalid_value":
      return fields.chooseOne;
    case "invalid_format":
      if (issue.format === "email") return fields.noEmail;
      return issue.format === "date" ? fields.noDate : fields.wrong;
    default:
      return fields.wrong;
  }
}

function isBlank(input: unknown): boolean {
  return input === undefined || input === null || (typeof input === "string" && input.trim() === "");
}

function isCount(origin: string): boolean {
  return origin === "number" || origin === "int" || origin === "bigint";
}
