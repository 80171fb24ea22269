// Tests whose names begin with numbers of the rule book, read from the syntax tree, tables of `test.each` included.
import { parseSync, Visitor } from "oxc-parser";

export interface NumberedTest {
  readonly file: string;
  /** The title as the run prints it, except for values that only the run knows. */
  readonly title: string;
  readonly numbers: readonly string[];
}

type Call = Parameters<NonNullable<ConstructorParameters<typeof Visitor>[0]["CallExpression"]>>[0];
type Node = Call["callee"] | Call["arguments"][number] | null;
/** True for a test that may be skipped, which proves nothing. */
const MAY_NOT_RUN = ["skip", "todo", "skipIf", "runIf", "fails"];

/** The tests of one file that begin with a number; `number` is the rule book's pattern. */
export function numberedTestsIn({ file, text, number }: { file: string; text: string; number: string }): NumberedTest[] {
  if (!new RegExp(`["'\`](?:${number})[, ]`).test(text)) return [];
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const constants = new Map<string, Node>();
  const calls: Call[] = [];
  new Visitor({
    VariableDeclarator: ({ id, init }) => void (id.type === "Identifier" && constants.set(id.name, init)),
    CallExpression: (call) => void calls.push(call),
  }).visit(program);
  const leading = new RegExp(`^(?:(?:${number}),? )+(?=\\S)`);
  const unsure = calls.filter((call) => mayNotRun(namesOf(calleeOf(call)), ["describe", "suite"]));
  const sure = calls.filter((call) => !unsure.some(({ start, end }) => start <= call.start && call.end <= end));
  return sure.flatMap((call) =>
    titlesOf(call, constants).flatMap((title) => {
      const [head] = leading.exec(title) ?? [];
      return head === undefined ? [] : [{ file, title, numbers: head.match(new RegExp(number, "g")) ?? [] }];
    }),
  );
}

/** The titles of a call that declares tests with a body: one, or one for each row of its table. */
function titlesOf(call: Call, constants: ReadonlyMap<string, Node>): string[] {
  const title = textOf(call.arguments[0] ?? null);
  if (title === undefined || call.arguments.length < 2) return [];
  const { callee } = call;
  const table = callee.type === "CallExpression" ? callee : undefined;
  const names = namesOf(calleeOf(call));
  if (!["test", "it"].includes(names[0] ?? "") || mayNotRun(names, ["test", "it"])) return [];
  const filled = /^(?:%s|\$(\w+))/.exec(title);
  if (table === undefined || filled === null) return [title];
  return rowsOf(table.arguments[0] ?? null, constants).flatMap((row) => {
    const first = cellOf(row, filled[1]);
    return first === undefined ? [] : [title.replace(filled[0], () => first)];
  });
}

function mayNotRun([first = "", ...more]: readonly string[], of: readonly string[]): boolean {
  return of.includes(first) && more.some((name) => MAY_NOT_RUN.includes(name));
}

/** Of `test.each(table)(title, body)` it is `test.each`. */
function calleeOf({ callee }: Call): Node {
  return callee.type === "CallExpression" ? callee.callee : callee;
}

/** The names in a call: `test.concurrent.each` gives test, concurrent, each. */
function namesOf(node: Node): string[] {
  if (node?.type === "Identifier") return [node.name];
  if (node?.type === "MemberExpression" && node.property.type === "Identifier") return [...namesOf(node.object), node.property.name];
  return [];
}

function rowsOf(node: Node, constants: ReadonlyMap<string, Node>): Node[] {
  if (node?.type === "ArrayExpression") return node.elements;
  if (node?.type === "TSAsExpression" || node?.type === "TSSatisfiesExpression") return rowsOf(node.expression, constants);
  return node?.type === "Identifier" ? rowsOf(constants.get(node.name) ?? null, new Map()) : [];
}

/** What a row fills in at the beginning of the title: its property of that name, or its first cell. */
function cellOf(row: Node, property: string | undefined): string | undefined {
  if (row?.type === "TSAsExpression") return cellOf(row.expression, property);
  if (property === undefined) return textOf(row?.type === "ArrayExpression" ? (row.elements[0] ?? null) : row);
  if (row?.type !== "ObjectExpression") return undefined;
  for (const entry of row.properties)
    if (entry.type === "Property" && entry.key.type === "Identifier" && entry.key.name === property) return textOf(entry.value);
  return undefined;
}

function textOf(node: Node): string | undefined {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  if (node?.type !== "TemplateLiteral") return undefined;
  return node.quasis.map(({ value }) => value.cooked ?? value.raw).join("…");
}
