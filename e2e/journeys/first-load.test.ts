import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";

const POS_LIMIT_KB = 220;

test(`the POS opens with at most ${POS_LIMIT_KB} kB of scripts and styles, gzipped`, () => {
  const { files, bytes } = firstLoadOf("pos");
  expect({ scripts: files.some((file) => file.endsWith(".js")), styles: files.some((file) => file.endsWith(".css")) }).toEqual({ scripts: true, styles: true });
  expect(bytes / 1000, files.join("\n")).toBeLessThanOrEqual(POS_LIMIT_KB);
});

describe("at headquarters a page is loaded when it is first opened", () => {
  const { files } = firstLoadOf("hq");
  const pages = pagesOf("hq");

  test("there are pages to check", () => {
    expect(pages).toEqual(expect.arrayContaining(["report-page", "data-sources-page"]));
  });

  test.each(pages)("%s is a file of its own, not part of the first load", (page) => {
    const own = assetsOf("hq").filter((file) => file.startsWith(`${page}-`) && file.endsWith(".js"));
    expect(own).toHaveLength(1);
    expect(files).not.toContain(own[0]);
  });
});

/** What a browser fetches before it can show anything: the files that the document names, and everything that those scripts import statically. */
function firstLoadOf(app: "pos" | "hq"): { files: string[]; bytes: number } {
  const html = readFileSync(join(distOf(app), "index.html"), "utf8");
  const files = [...html.matchAll(/(?:src|href)="\/\w+\/assets\/([^"]+\.(?:js|css))"/g)].map(([, file = ""]) => file);
  for (const file of files) {
    if (!file.endsWith(".js")) continue;
    for (const imported of importsOf(app, file)) if (!files.includes(imported)) files.push(imported);
  }
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(distOf(app), "assets", file))).length, 0);
  return { files, bytes };
}

function importsOf(app: "pos" | "hq", file: string): string[] {
  const { module } = parseSync(file, readFileSync(join(distOf(app), "assets", file), "utf8"));
  return [...module.staticImports, ...module.staticExports.flatMap(({ entries }) => entries)]
    .flatMap(({ moduleRequest }) => (moduleRequest === null ? [] : [moduleRequest.value]))
    .map((path) => posix.normalize(path));
}

/** The modules that the features load when they are opened. */
function pagesOf(app: "pos" | "hq"): string[] {
  const sources = fileURLToPath(new URL(`../../apps/${app}/src`, import.meta.url));
  return (
    readdirSync(sources, { recursive: true, encoding: "utf8" })
      // What all pages about a suite share is not a page.
      .filter((path) => path.endsWith("-page.tsx") && posix.basename(path) !== "suite-page.tsx")
      .map((path) => posix.basename(path, ".tsx"))
  );
}

function assetsOf(app: "pos" | "hq"): string[] {
  return readdirSync(join(distOf(app), "assets"));
}

function distOf(app: "pos" | "hq"): string {
  return fileURLToPath(new URL(`../../apps/${app}/dist`, import.meta.url));
}
