import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LOCK_CLASSES } from "./locks.ts";

const MIGRATIONS = join(import.meta.dirname, "../migrations");

test("the classes of locks differ, and have those that migrations use", () => {
  const classes = Object.values<number>(LOCK_CLASSES);
  expect(new Set(classes).size).toBe(classes.length);
  const texts = readdirSync(MIGRATIONS).map((file) => readFileSync(join(MIGRATIONS, file), "utf8"));
  const taken = texts.flatMap((text) => [...text.matchAll(/pg_(?:try_)?advisory\w*\(\s*([^,)]+)/g)].map(([, first]) => Number(first)));
  expect(taken.length).toBeGreaterThan(0);
  expect([...new Set(taken)].toSorted((a, b) => a - b)).toEqual([LOCK_CLASSES.bookIndex, LOCK_CLASSES.bookFilters]);
});
