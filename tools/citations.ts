// Numbers of the rule book that comments and documents cite.
import { parseSync } from "oxc-parser";

export interface Citation {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly number: string;
}

/** Citations in the comments of a source, or in the prose of a document; quoted code of a document is none. */
export function citationsIn({ file, text, number }: { file: string; text: string; number: string }): Citation[] {
  const cited = new RegExp(`(?<![\\w.#]|[A-Za-z]-)(?:${number})(?![\\w:])`, "g");
  if (text.search(cited) < 0) return [];
  const prose = file.endsWith(".md") ? withoutCode(text) : onlyComments(file, text);
  return prose.split("\n").flatMap((line, index) => [...line.matchAll(cited)].map(([found]) => ({ file, line: index + 1, number: found })));
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

/** As many lines, and no letters. */
function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, " ");
}
