// Who may import whom. Fails when a workspace imports what it does not declare, declares what the table lacks, leaves its own folder
// by a relative path or reaches behind a front door, and when a slice of the server reaches into another slice.
import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parseSync } from "oxc-parser";
import { globSync } from "tinyglobby";
import { z } from "zod";

/** Workspace -> our workspaces that it may depend on. `demo` uses the server over HTTP only; starting the server runs it. */
export const MAY_DEPEND_ON: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  domain: ["contract"],
  operational: ["contract"],
  warehouse: ["contract"],
  ui: ["contract"],
  "app-shell": ["contract", "domain", "ui"],
  testkit: ["contract", "domain", "operational", "warehouse"],
  server: ["contract", "domain", "operational", "warehouse", "demo"],
  hq: ["contract", "domain", "ui", "app-shell"],
  pos: ["contract", "domain", "ui", "app-shell"],
  demo: ["contract"],
  bench: ["contract", "domain", "operational", "warehouse", "testkit", "e2e", "demo"],
  e2e: ["contract", "testkit"],
  tools: [],
};
/** Workspaces whose tests may also use testkit. testkit uses the stores, so the stores' own tests make a circle, but the product does not. */
const TESTED_WITH_TESTKIT = ["server", "demo", "operational", "warehouse"];
const TEST_FILE = /\.(?:test|fixture)\.tsx?$/;
const SCOPE = "@rapport/";
/** A front door or a folder of this name holds the reference forms of rules, which only tests run. */
const REFERENCE = "reference";
/** Folders of the server that are not slices, and what each may import from the server beside its own files. */
const SERVER_FOLDERS: Readonly<Record<string, readonly string[]>> = { http: ["deps.ts"], jobs: ["deps.ts"], testing: ["*"] };
const SLICE_MAY_IMPORT = ["deps.ts", "http/", "jobs/"];

const Manifest = z.object({
  name: z.string(),
  exports: z.record(z.string(), z.string()).optional(),
  workspaces: z.array(z.string()).optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});
type Manifest = z.infer<typeof Manifest>;

interface Workspace {
  readonly home: string;
  readonly short: string;
  readonly manifest: Manifest;
}

/** Every broken boundary under `root`, one line each. An empty list means that imports were found and all are allowed. */
export function findBrokenBoundaries(root: string): string[] {
  const rootManifest = readManifest(root);
  const workspaces = globSync(
    (rootManifest.workspaces ?? []).map((pattern) => `${pattern}/package.json`),
    { cwd: root, absolute: true },
  ).map((path): Workspace => {
    const manifest = readManifest(dirname(path));
    return { home: dirname(path), short: manifest.name.replace(SCOPE, ""), manifest };
  });
  if (workspaces.length === 0) return ["no workspace found: this check would pass on nothing"];
  const doors = new Set(workspaces.flatMap(({ manifest }) => Object.keys(manifest.exports ?? {}).map((door) => `${manifest.name}${door.slice(1)}`)));
  const problems = workspaces.flatMap((workspace) => [
    ...brokenDeclarations(workspace).map((problem) => `${relative(root, workspace.home)}/package.json: ${problem}`),
    ...brokenImports(workspace, { root, rootManifest, doors }),
  ]);
  return problems.toSorted((a, b) => (a < b ? -1 : 1));
}

function brokenDeclarations({ short, manifest, home }: Workspace): string[] {
  const allowed = MAY_DEPEND_ON[short];
  if (allowed === undefined) return [`${manifest.name} has no row in the table of tools/boundaries.ts`];
  const ours = (dependencies: Record<string, string>) => Object.keys(dependencies).filter((name) => name.startsWith(SCOPE));
  const allowedInTests = TESTED_WITH_TESTKIT.includes(short) ? [...allowed, "testkit"] : allowed;
  const doors = Object.entries(manifest.exports ?? {}).filter(([door]) => !door.endsWith(".css"));
  const wrongDoors = doors.filter(([door, target]) => !doorFiles(door).includes(target)).map(([door]) => door);
  return [
    ...ours(manifest.dependencies).filter((name) => !allowed.includes(name.replace(SCOPE, ""))),
    ...ours(manifest.devDependencies).filter((name) => !allowedInTests.includes(name.replace(SCOPE, ""))),
  ]
    .map((name) => `${manifest.name} may not depend on ${name}`)
    .concat(
      basename(dirname(home)) !== "packages" || (wrongDoors.length === 0 && doors.some(([door]) => door === "."))
        ? []
        : [`${manifest.name} must have ./src/index.ts as its front door, and beside it only style sheets and doors of areas (./src/<area>/index.ts)`],
    );
}

/** The file behind a front door: the index of an area's folder, or one file of that name. */
function doorFiles(door: string): string[] {
  return door === "." ? ["./src/index.ts"] : [`./src/${door.slice(2)}/index.ts`, `./src/${door.slice(2)}.ts`];
}

interface Tree {
  readonly root: string;
  readonly rootManifest: Manifest;
  /** All our front doors, as imports name them: `@rapport/contract/timeline`. */
  readonly doors: ReadonlySet<string>;
}

function brokenImports(workspace: Workspace, { root, rootManifest, doors }: Tree): string[] {
  const files = globSync("**/*.{ts,tsx,mjs}", { cwd: workspace.home, absolute: true, ignore: ["**/node_modules/**", "**/dist/**", "**/.cache/**"] });
  if (files.length === 0) return [`${relative(root, workspace.home)}: no source found: this check would pass on nothing`];
  return files.flatMap((file) =>
    importsOf(file).flatMap((specifier) => {
      const problem = specifier.startsWith(".")
        ? brokenPath(workspace, { file, target: resolve(dirname(file), specifier) })
        : brokenPackage(workspace, { file, specifier, rootManifest, doors });
      return problem === undefined ? [] : [`${relative(root, file)}: "${specifier}" ${problem}`];
    }),
  );
}

function brokenPath({ home, short }: Workspace, { file, target }: { file: string; target: string }): string | undefined {
  if (relative(home, target).startsWith("..")) return `leaves ${basename(home)}`;
  if (TEST_FILE.test(target) && !TEST_FILE.test(file)) return "is for tests only";
  const isReference = (path: string) => relative(home, path).startsWith(`src/${REFERENCE}/`);
  if (isReference(target) && !isReference(file) && !TEST_FILE.test(file)) return "is for tests only";
  if (short !== "server") return undefined;
  const source = join(home, "src");
  return brokenSlice(relative(source, file), relative(source, target));
}

/** Both paths are relative to the server's `src`. */
function brokenSlice(from: string, to: string): string | undefined {
  const [fromFolder = "", fromFile] = from.split("/");
  const [toFolder = "", toFile] = to.split("/");
  if (fromFolder === toFolder || from.startsWith("..")) return undefined;
  const isTest = TEST_FILE.test(from);
  // app.ts and main.ts compose the slices, each through its front door.
  const isRoot = fromFile === undefined;
  const allowed = SERVER_FOLDERS[fromFolder] ?? (isRoot ? ["http/", "jobs/"] : SLICE_MAY_IMPORT);
  if (allowed.includes("*")) return undefined;
  if (toFile === undefined) return isRoot || isTest || allowed.includes(toFolder) ? undefined : `is not for ${fromFolder}/ to import`;
  if (allowed.includes(`${toFolder}/`)) return undefined;
  if (toFolder === "testing") return isTest ? undefined : "is for tests only";
  if (SERVER_FOLDERS[fromFolder] !== undefined && !isTest) return `is not for ${fromFolder}/ to import`;
  if (SERVER_FOLDERS[toFolder] === undefined && to === `${toFolder}/index.ts`) return undefined;
  return SERVER_FOLDERS[toFolder] === undefined ? `reaches behind the front door of ${toFolder}/` : `is not for ${fromFolder}/ to import`;
}

function brokenPackage(
  { short, manifest, home }: Workspace,
  { file, specifier, rootManifest, doors }: { file: string; specifier: string } & Omit<Tree, "root">,
): string | undefined {
  if (specifier.startsWith("node:") || specifier.startsWith("virtual:") || builtinModules.includes(specifier)) return undefined;
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  if (name.startsWith(SCOPE) && specifier !== name && !doors.has(specifier)) return `reaches behind the front door of ${name}`;
  const inside = relative(home, file);
  const isForTests = TEST_FILE.test(file) || inside.startsWith("src/testing/") || ["testkit", "e2e", "bench", "tools"].includes(short);
  if (specifier === `${name}/${REFERENCE}` && name.startsWith(SCOPE) && !isForTests) return "is for tests only";
  const isTooling = isForTests || /^[^/]+\.config\.ts$/.test(inside);
  if (name in manifest.dependencies) return undefined;
  if (name in manifest.devDependencies) {
    return name === `${SCOPE}testkit` && !isForTests ? "is for tests only" : undefined;
  }
  return isTooling && name in rootManifest.devDependencies ? undefined : `is not declared in ${basename(home)}/package.json`;
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : []))),
    ...module.dynamicImports.flatMap(({ moduleRequest }) => literalText(text.slice(moduleRequest.start, moduleRequest.end))),
  ];
}

/** A dynamic import of a computed name cannot be checked here. The bundle can only hold the others. */
function literalText(expression: string): string[] {
  const match = /^(["'`])([^"'`$]*)\1$/.exec(expression);
  return match?.[2] === undefined ? [] : [match[2]];
}

function readManifest(folder: string): Manifest {
  return Manifest.parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
}

if (process.argv[1] === import.meta.filename) {
  const problems = findBrokenBoundaries(resolve(import.meta.dirname, ".."));
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
