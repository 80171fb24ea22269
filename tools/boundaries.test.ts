import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { findBrokenBoundaries } from "./boundaries.ts";

const planted: string[] = [];
afterEach(() => {
  for (const root of planted.splice(0)) rmSync(root, { recursive: true });
});

const sound = {
  "package.json": JSON.stringify({ name: "rapport", workspaces: ["packages/*", "apps/*"], devDependencies: { vitest: "1.0.0" } }),
  "packages/contract/package.json": manifest("contract", {
    dependencies: { zod: "1.0.0" },
    exports: { ".": "./src/index.ts", "./timeline": "./src/timeline/index.ts" },
  }),
  "packages/contract/src/timeline/index.ts": `export const addNote = 1;`,
  "packages/contract/src/index.ts": `import { z } from "zod"; export { z };`,
  "packages/contract/src/index.test.ts": `import { test } from "vitest"; test("nothing", () => {});`,
  "apps/server/package.json": manifest("server", { dependencies: { "@rapport/contract": "0.1.0" }, devDependencies: { "@rapport/testkit": "0.1.0" } }),
  "apps/server/src/app.ts": `import { addNote } from "@rapport/contract/timeline"; import { notes } from "./timeline/index.ts"; import { route } from "./http/index.ts"; notes(route, addNote);`,
  "apps/server/src/deps.ts": `import { readFileSync } from "node:fs"; export type Deps = typeof readFileSync;`,
  "apps/server/src/http/index.ts": `import type { Deps } from "../deps.ts"; export const route = (deps: Deps) => deps;`,
  "apps/server/src/timeline/index.ts": `import { customer } from "../customers/index.ts"; import { route } from "../http/route.ts"; export const notes = [customer, route];`,
  "apps/server/src/timeline/notes.test.ts": `import { prepared } from "../testing/index.ts"; import { stores } from "@rapport/testkit"; prepared(stores);`,
  "apps/server/src/customers/index.ts": `import type { Deps } from "../deps.ts"; import { start } from "../jobs/start.ts"; import { find } from "./queries.ts"; export const customer = [start, find];`,
  "apps/server/src/testing/index.ts": `import { build } from "../app.ts"; export const prepared = build;`,
};

test("a correct tree has no broken boundary", () => {
  expect(findBrokenBoundaries(plant({}))).toEqual([]);
});

test.each([
  [
    "an undeclared package",
    { "packages/contract/src/a.ts": `import "left-pad";` },
    `packages/contract/src/a.ts: "left-pad" is not declared in contract/package.json`,
  ],
  [
    "an undeclared package in a dynamic import",
    { "packages/contract/src/a.ts": `await import("left-pad");` },
    `packages/contract/src/a.ts: "left-pad" is not declared in contract/package.json`,
  ],
  [
    "an undeclared package in a re-export",
    { "packages/contract/src/a.ts": `export { pad } from "left-pad";` },
    `packages/contract/src/a.ts: "left-pad" is not declared in contract/package.json`,
  ],
  [
    "a tool of the tests in the product",
    { "packages/contract/src/a.ts": `import "vitest";` },
    `packages/contract/src/a.ts: "vitest" is not declared in contract/package.json`,
  ],
  [
    "a path that leaves the workspace",
    { "packages/contract/src/a.ts": `import "../../../apps/server/src/deps.ts";` },
    `packages/contract/src/a.ts: "../../../apps/server/src/deps.ts" leaves contract`,
  ],
  [
    "a deep import",
    { "apps/server/src/customers/a.ts": `import "@rapport/contract/src/index.ts";` },
    `apps/server/src/customers/a.ts: "@rapport/contract/src/index.ts" reaches behind the front door of @rapport/contract`,
  ],
  [
    "testkit in the product",
    { "apps/server/src/customers/a.ts": `import "@rapport/testkit";` },
    `apps/server/src/customers/a.ts: "@rapport/testkit" is for tests only`,
  ],
  [
    "the reference form of a rule in the product",
    {
      "packages/contract/package.json": manifest("contract", {
        dependencies: { zod: "1.0.0" },
        exports: { ".": "./src/index.ts", "./timeline": "./src/timeline/index.ts", "./reference": "./src/reference/index.ts" },
      }),
      "packages/contract/src/reference/index.ts": `export const join = 1;`,
      "apps/server/src/customers/a.test.ts": `import "@rapport/contract/reference";`,
      "apps/server/src/customers/a.ts": `import "@rapport/contract/reference";`,
    },
    `apps/server/src/customers/a.ts: "@rapport/contract/reference" is for tests only`,
  ],
  [
    "the reference form of a rule beside it",
    { "packages/contract/src/reference/join.ts": `export const join = 1;`, "packages/contract/src/a.ts": `import "./reference/join.ts";` },
    `packages/contract/src/a.ts: "./reference/join.ts" is for tests only`,
  ],
  [
    "a declared edge that the table lacks",
    {
      "packages/contract/package.json": manifest("contract", {
        dependencies: { zod: "1.0.0", "@rapport/server": "0.1.0" },
        exports: { ".": "./src/index.ts", "./timeline": "./src/timeline/index.ts" },
      }),
    },
    `packages/contract/package.json: @rapport/contract may not depend on @rapport/server`,
  ],
  [
    "testkit as a dependency",
    { "apps/server/package.json": manifest("server", { dependencies: { "@rapport/contract": "0.1.0", "@rapport/testkit": "0.1.0" } }) },
    `apps/server/package.json: @rapport/server may not depend on @rapport/testkit`,
  ],
  [
    "a door to another file",
    {
      "packages/contract/package.json": manifest("contract", {
        dependencies: { zod: "1.0.0" },
        exports: { ".": "./src/index.ts", "./timeline": "./src/timeline/index.ts", "./notes": "./src/timeline/notes.ts" },
      }),
    },
    `packages/contract/package.json: @rapport/contract must have ./src/index.ts as its front door, and beside it only style sheets and doors of areas (./src/<area>/index.ts)`,
  ],
  [
    "an area without a door",
    { "apps/server/src/customers/a.ts": `import "@rapport/contract/ids";` },
    `apps/server/src/customers/a.ts: "@rapport/contract/ids" reaches behind the front door of @rapport/contract`,
  ],
  [
    "a workspace without a row",
    { "packages/extra/package.json": manifest("extra", {}), "packages/extra/src/index.ts": "export {};" },
    `packages/extra/package.json: @rapport/extra has no row in the table of tools/boundaries.ts`,
  ],
  [
    "another slice's file",
    { "apps/server/src/timeline/a.ts": `import "../customers/queries.ts";` },
    `apps/server/src/timeline/a.ts: "../customers/queries.ts" reaches behind the front door of customers/`,
  ],
  [
    "another slice's file in a test",
    { "apps/server/src/timeline/a.test.ts": `import "../customers/queries.ts";` },
    `apps/server/src/timeline/a.test.ts: "../customers/queries.ts" reaches behind the front door of customers/`,
  ],
  [
    "the server's composition in a slice",
    { "apps/server/src/timeline/a.ts": `import "../app.ts";` },
    `apps/server/src/timeline/a.ts: "../app.ts" is not for timeline/ to import`,
  ],
  [
    "a test's fixture in the product",
    { "apps/server/src/timeline/a.fixture.ts": `export {};`, "apps/server/src/timeline/a.ts": `import "./a.fixture.ts";` },
    `apps/server/src/timeline/a.ts: "./a.fixture.ts" is for tests only`,
  ],
  [
    "test equipment in a slice",
    { "apps/server/src/timeline/a.ts": `import "../testing/index.ts";` },
    `apps/server/src/timeline/a.ts: "../testing/index.ts" is for tests only`,
  ],
  [
    "a slice in http/",
    { "apps/server/src/http/a.ts": `import "../timeline/index.ts";` },
    `apps/server/src/http/a.ts: "../timeline/index.ts" is not for http/ to import`,
  ],
  [
    "a workspace without sources",
    { "packages/domain/package.json": manifest("domain", {}) },
    "packages/domain: no source found: this check would pass on nothing",
  ],
])("%s is reported, and nothing else", (_, files, problem) => {
  expect(findBrokenBoundaries(plant(files as unknown as Record<string, string>))).toEqual([problem]);
});

test("a tree without workspaces fails", () => {
  const root = mkdtempSync(join(tmpdir(), "boundaries-"));
  planted.push(root);
  writeFileSync(join(root, "package.json"), JSON.stringify({ name: "empty", workspaces: ["packages/*"] }));
  expect(findBrokenBoundaries(root)).toEqual(["no workspace found: this check would pass on nothing"]);
});

function plant(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "boundaries-"));
  planted.push(root);
  for (const [path, text] of Object.entries({ ...sound, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function manifest(short: string, rest: object): string {
  return JSON.stringify({ name: `@rapport/${short}`, exports: { ".": "./src/index.ts" }, ...rest });
}
