// What comments and documents cite: numbers of the rule book, and things that they must not cite.
import { parseSync } from "oxc-parser";

export interface Citation {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly number: string;
}

/** Pages that are not in the project, and decisions by a bare number, which could be of the rule book or of docs/decisions. */
const ELSEWHERE = /\bspec (?:[A-Z]{1,3})?\d[\w.]*|\bSpec (?:[A-Z]{1,3})?\d[\w.]*|\brulings?(?:-\d|, \w+| \d+)|\b(?:product )?decisions? \d+|\bproduct\.md/g;

/** Citations in the comments of a source, or in the prose of a document. Code in a document does not count. */
export function citationsIn({ file, text, number }: { file: string; text: string; number: string }): Citation[] {
  return found({ file, text, pattern: new RegExp(`(?<![\\w.#]|[A-Za-z]-)(?:${number})(?![\\w:])`, "g") });
}

/** What the comments of a source cite beside the rule book; `number` is the cited text. Documents link what they cite. */
export function citedElsewhereIn({ file, text }: { file: string; text: string }): Citation[] {
  return file.endsWith(".md") ? [] : found({ file, text, pattern: ELSEWHERE });
}

function found({ file, text, pattern }: { file: string; text: string; pattern: RegExp }): Citation[] {
  if (text.search(pattern) < 0) return [];
  const prose = file.endsWith(".md") ? withoutCode(text) : onlyComments(file, text);
  return prose.split("\n").flatMap((line, index) => [...line.matchAll(pattern)].map(([number]) => ({ file, line: index + 1, number })));
}

function onlyComments(file: string, text: string): string {
  const { comments, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  let kept = "";
  let end = 0;
  for (const comment of comments) {
    kept += blank(text.slice(end, comment.start)) + text.slice(comment.start, comment.end);
    end = comment.end;
  }
  return kept;
}

function withoutCode(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```|`[^`\n]*`/gm, blank);
}

/** The same number of lines, without letters. */
function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, " ");
}
