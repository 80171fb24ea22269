import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const MAX_TEXT_BYTES = 2_000_000;

/** Texts that no committed file may hold. They are written in pieces, so that this file does not hold them either. */
const UNWANTED = [
  ["a machine's path", new RegExp(`(?<![\\w.~/-])/(?:${["wo" + "rk", "ro" + "ot", "ho" + "me/\\w+", "Us" + "ers/\\w+"].join("|")})/\\w`)],
  ["a registry's host", new RegExp(["registry\\.(?:npm|yarn)", `npm\\.${"pkg"}\\.`, `/arti${"factory"}/`, `_auth${"Token"}`].join("|"))],
] as const;

test.each(UNWANTED)("no committed file holds %s", (_, pattern) => {
  const files = committedFiles();
  expect(files.length).toBeGreaterThan(50);
  const holders = files.flatMap((file) =>
    readFileSync(join(root, file), "utf8")
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  );
  expect(holders).toEqual([]);
});

test("the patterns find what they are for", () => {
  const path = ["", "wo" + "rk", "main", "package.json"].join("/");
  expect(UNWANTED.map(([, pattern]) => pattern.test(`open ${path} at https://registry.${"npm"}js.org/`))).toEqual([true, true]);
});

test("the lockfile names no address to download from, and pins every package by its hash", () => {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, { resolved?: string; link?: boolean; integrity?: string }>;
  };
  const installed = Object.entries(packages).filter(([path, { link }]) => path.includes("node_modules/") && link !== true);
  expect(installed.length).toBeGreaterThan(100);
  expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  expect(installed.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
});

test("every dependency is pinned to one exact version", () => {
  const manifests = committedFiles().filter((file) => file === "package.json" || file.endsWith("/package.json"));
  const ranges = manifests.flatMap((file) => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(join(root, file), "utf8")) as Record<string, Record<string, string>>;
    return Object.entries({ ...dependencies, ...devDependencies })
      .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${file}: ${name} ${version}`);
  });
  expect(ranges).toEqual([]);
});

test("the documents name only files and folders that exist", () => {
  const documents = committedFiles().filter((file) => file.endsWith(".md"));
  const named = documents.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    const paths = [...text.matchAll(/`((?:apps|packages|tools|e2e|demo|bench|docs)\/[\w./-]+)`/g)].map(([, path = ""]) => path);
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = ""]) => join(dirname(file), path));
    return [...paths, ...links].map((path) => ({ file, path }));
  });
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
});

function committedFiles(): string[] {
  return execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
    .split("\0")
    .filter(
      (file) =>
        file !== "" && existsSync(join(root, file)) && statSync(join(root, file)).size < MAX_TEXT_BYTES && !/\.(?:gz|png|jpe?g|webp|woff2?|ico|db)$/.test(file),
    );
}
