import { STANDARD_SIZES } from "@rapport/domain/layouts";
import { expect, test } from "vitest";
import { layoutFile, readLayoutFile } from "./layout-file.ts";

test("a layout that goes out as a file comes back the same; another file is none", () => {
  const layout = { name: { en: "Floor", nl: "Vloer" }, startScreen: "welcome" as const, sizes: [...STANDARD_SIZES] };
  expect(readLayoutFile(layoutFile(layout))).toMatchObject(layout);
  expect([readLayoutFile("{}"), readLayoutFile("not json"), readLayoutFile(JSON.stringify({ ...layout, kind: "rapport-screen-layout", sizes: [] }))]).toEqual([
    null,
    null,
    null,
  ]);
});
