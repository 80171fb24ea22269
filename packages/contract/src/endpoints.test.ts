import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { areaOf, ENDPOINTS } from "./endpoints.ts";
import { Permission, PERMISSIONS } from "./permissions.ts";

/** Refusals belong to every area. */
const AREA_FOLDERS = readdirSync(import.meta.dirname, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() && entry.name !== "refusals" ? [entry.name] : [],
);
/** `endpoints.ts` is an entry of its own; the keys of paths are only for areas. */
const NO_PART_OF_THE_DOOR = new Set(["index.ts", "endpoints.ts", "paths.ts"]);

test("the endpoint table holds every endpoint that an area's index exports, and no other", async () => {
  const doors = await Promise.all(AREA_FOLDERS.map(async (area) => (await import(`./${area}/index.ts`)) as Record<string, unknown>));
  const exported = doors
    .flatMap((door) => Object.values(door).flat())
    .filter((value) => typeof value === "object" && value !== null && "method" in value && "permission" in value);
  expect(ENDPOINTS.length).toBeGreaterThan(30);
  expect(new Set(exported)).toEqual(new Set(ENDPOINTS));
  expect(exported.length).toBe(ENDPOINTS.length);
});

test("an endpoint's area is the folder whose index exports it", async () => {
  for (const folder of AREA_FOLDERS) {
    const door = (await import(`./${folder}/index.ts`)) as Record<string, unknown>;
    const areas = ENDPOINTS.filter((endpoint) => Object.values(door).flat().includes(endpoint)).map(areaOf);
    expect(new Set(areas), folder).toEqual(new Set([folder.replace("-", " ")]));
  }
});

test("every permission says in both languages what it lets a person do", () => {
  const words = Object.values(PERMISSIONS).flatMap((row) => [row.words.en, row.words.nl]);
  expect(words.filter((text) => text.trim().length < 5)).toEqual([]);
  expect(repeated(words)).toEqual([]);
});

test("no two endpoints share a name, or a method and path", () => {
  expect(repeated(ENDPOINTS.map(({ name }) => name))).toEqual([]);
  expect(repeated(ENDPOINTS.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ":")}`))).toEqual([]);
});

test("every parameter in a path has a schema, and every schema has a place in the path", () => {
  for (const { name, path, params } of ENDPOINTS) {
    const inPath = [...path.matchAll(/(?<=:)\w+|\*/g)].map(([parameter]) => parameter);
    expect(new Set(Object.keys((params as unknown as { shape: object }).shape)), name).toEqual(new Set(inPath));
  }
});

test("S14 an endpoint for a register that names customers, or reads of one, says whether it looks them up", () => {
  const atRegister = ENDPOINTS.filter(({ path }) => path.startsWith("/api/pos/"));
  const names = ({ reply, replyKind }: Endpoint) =>
    replyKind === "json" && /"(customerId|partyId)"/.test(JSON.stringify(z.toJSONSchema(reply, { io: "output", unrepresentable: "any" })));
  const readsOne = ({ path, method, permission }: Endpoint) =>
    path.includes("/:customerId") && (method === "GET" || (method === "POST" && permission === "pos"));
  const asked = atRegister.filter((endpoint) => names(endpoint) || readsOne(endpoint));
  expect(asked.length).toBeGreaterThan(15);
  expect(asked.filter(({ looksUp }) => looksUp === undefined).map(({ name }) => name)).toEqual([]);
  expect(ENDPOINTS.filter(({ looksUp, path }) => looksUp !== undefined && !path.startsWith("/api/pos/")).map(({ name }) => name)).toEqual([]);
});

test("an endpoint that only reads has no body, and every endpoint says who may call it and what it does", () => {
  expect(ENDPOINTS.filter(({ method, bodyKind }) => method === "GET" && bodyKind !== "none")).toEqual([]);
  for (const { name, permission, summary } of ENDPOINTS) {
    expect(Permission.options, name).toContain(permission);
    expect(summary, name).toMatch(/^[A-Z1-9].*\.$/s);
  }
});

test("each index lists by name what its files export", () => {
  for (const folder of ["", ...AREA_FOLDERS]) {
    const place = join(import.meta.dirname, folder);
    const index = readFileSync(join(place, "index.ts"), "utf8");
    expect(index, folder).not.toContain("export *");
    const files = readdirSync(place).filter((name) => name.endsWith(".ts") && !NO_PART_OF_THE_DOOR.has(name) && !name.endsWith(".test.ts"));
    for (const file of files) expect(index, `${folder}/${file}`).toContain(`"./${file}"`);
  }
});

function repeated(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
