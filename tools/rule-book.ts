// The rule book: what the pages of docs/rules say, as numbers. The format is written down in docs/rules/README.md.
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { globSync } from "tinyglobby";

export const RULES = "docs/rules";
export const COVERAGE = `${RULES}/coverage.md`;
const README = `${RULES}/README.md`;

export interface Rule {
  /** Letters and digits, such as `J2b` or `case 24`. */
  readonly number: string;
  /** Page below docs/rules. */
  readonly page: string;
  /** The numbers that took its place; empty while it holds. */
  readonly supersededBy: readonly string[];
}

export interface RuleBook {
  /** The rules by number, in the order of the README's table of letters, then by number. */
  readonly rules: ReadonlyMap<string, Rule>;
  /** Source of a regular expression that matches a number of any letter in the table. */
  readonly number: string;
  readonly problems: readonly string[];
}

/** Reads the pages that the README's table names. `problems` says what is wrong with them, one line each. */
export function readRuleBook(root: string): RuleBook {
  const readme = existsSync(join(root, README)) ? readFileSync(join(root, README), "utf8") : "";
  const pagesOf = new Map<string, string[]>();
  for (const [, letters = "", cells = ""] of readme.matchAll(/^\| ([A-Z]{1,3}|case) \|(.*)$/gm)) {
    pagesOf.set(
      letters,
      [...cells.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, page = ""]) => page),
    );
  }
  if (pagesOf.size === 0) return { rules: new Map(), number: "(?!)", problems: [`${README}: no table of letters found: this check would pass on nothing`] };

  const number = numberPattern([...pagesOf.keys()]);
  const problems: string[] = [];
  const found: Rule[] = [];
  for (const path of globSync(`${RULES}/*.md`, { cwd: root, ignore: [README, COVERAGE] }).toSorted()) {
    const page = basename(path);
    for (const { head, text } of entriesOf(readFileSync(join(root, path), "utf8"))) {
      if (!new RegExp(`^(?:${number})$`).test(head)) {
        problems.push(`${path}: "${head}" is not a number of a letter in the table of ${README}`);
        continue;
      }
      const pages = pagesOf.get(lettersOf(head))!;
      if (!pages.includes(page)) problems.push(`${path}: ${head} belongs to ${pages.join(", ")}`);
      if (found.some((rule) => rule.number === head)) problems.push(`${path}: ${head} stands twice in the rule book`);
      found.push({ number: head, page, supersededBy: supersededBy(text, number) });
    }
  }
  const known = new Set(found.map((rule) => rule.number));
  for (const rule of found)
    for (const other of rule.supersededBy.filter((name) => !known.has(name)))
      problems.push(`${RULES}/${rule.page}: ${rule.number} is superseded by ${other}, which is not in the rule book`);
  for (const letters of pagesOf.keys())
    if (!found.some((rule) => lettersOf(rule.number) === letters)) problems.push(`${README}: no rule of the letter ${letters} found`);
  const order = [...pagesOf.keys()];
  const placeOf = ({ number: name }: Rule) => order.indexOf(lettersOf(name));
  const rules = found.toSorted((a, b) => placeOf(a) - placeOf(b) || a.number.localeCompare(b.number, "en", { numeric: true }));
  return { rules: new Map(rules.map((rule) => [rule.number, rule])), number, problems };
}

/** The letters of a number: `case` for `case 24`, `J` for `J2b`. */
export function lettersOf(number: string): string {
  return /^(?:case|[A-Z]+)/.exec(number)?.[0] ?? "";
}

/** Longest letters first, so that none is read as the beginning of another. */
function numberPattern(letters: readonly string[]): string {
  const capitals = letters.filter((name) => name !== "case").toSorted((a, b) => b.length - a.length);
  return [...(letters.includes("case") ? ["case \\d+"] : []), ...(capitals.length > 0 ? [`(?:${capitals.join("|")})\\d+[a-z]?`] : [])].join("|");
}

/** A paragraph that begins with a number in bold, or a table row whose first cell is one. */
function entriesOf(page: string): { head: string; text: string }[] {
  return page.split(/\n\s*\n/).flatMap((block) => {
    const paragraph = /^\*\*([^*]+)\*\*/.exec(block.trim());
    if (paragraph?.[1] !== undefined) return [{ head: paragraph[1], text: block }];
    return [...block.matchAll(/^\| ((?:[A-Z]{1,3}|case )\d+[a-z]?) \|.*$/gm)].map(([text, head = ""]) => ({ head, text }));
  });
}

function supersededBy(text: string, number: string): string[] {
  const [, names = ""] = /\*superseded by ([^*]+)\*/i.exec(text.replaceAll("\n", " ")) ?? [];
  return names === "" ? [] : (names.match(new RegExp(`\\b(?:${number})\\b`, "g")) ?? [names]);
}
