import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as contract from "./index.ts";

const { ENDPOINTS, Permission } = contract;

test("the endpoint table holds every endpoint that the package exports, and no other", () => {
  const exported = Object.values(contract as Record<string, unknown>)
    .flatMap((value) => (Array.isArray(value) && value !== ENDPOINTS ? (value as unknown[]) : [value]))
    .filter((value) => typeof value === "object" && value !== null && "method" in value && "permission" in value);
  expect(ENDPOINTS.length).toBeGreaterThan(30);
  expect(new Set(exported)).toEqual(new Set(ENDPOINTS));
  expect(exported.length).toBe(ENDPOINTS.length);
});

test("no two endpoints share a name, or a method and path", () => {
  expect(repeated(ENDPOINTS.map(({ name }) => name))).toEqual([]);
  expect(repeated(ENDPOINTS.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ":")}`))).toEqual([]);
});

test("every parameter in a path has a schema, and every schema a place in the path", () => {
  for (const { name, path, params } of ENDPOINTS) {
    const inPath = [...path.matchAll(/(?<=:)\w+|\*/g)].map(([parameter]) => parameter);
    expect(new Set(Object.keys((params as unknown as { shape: object }).shape)), name).toEqual(new Set(inPath));
  }
});

test("an endpoint that reads has no body, and every endpoint says who may call it and what it does", () => {
  expect(ENDPOINTS.filter(({ method, bodyKind }) => method === "GET" && bodyKind !== "none")).toEqual([]);
  for (const { name, permission, summary } of ENDPOINTS) {
    expect(Permission.options, name).toContain(permission);
    expect(summary, name).toMatch(/^[A-Z1-9].*\.$/s);
  }
});

test("the front door lists what the files export by name", () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".ts") && name !== "index.ts" && !name.endsWith(".test.ts"));
  const index = readFileSync(`${import.meta.dirname}/index.ts`, "utf8");
  expect(index).not.toContain("export *");
  for (const file of files) expect(index, file).toContain(`"./${file}"`);
});

function repeated(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
