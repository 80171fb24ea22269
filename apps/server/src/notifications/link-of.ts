import type { Notice } from "@rapport/contract/data-sources";

/** Where headquarters shows what a notice tells: the receipt of a file, or the page of the source; null without a public address, and of a test. */
export function linkOf({ source, suite, facts }: Notice, publicUrl: string | undefined): string | null {
  if (publicUrl === undefined || source === null) return null;
  const page = `/hq/data-sources/${encodeURIComponent(suite.rsid)}/${source.id}`;
  return new URL("jobId" in facts ? `${page}/uploads/${facts.jobId}` : page, publicUrl).href;
}
