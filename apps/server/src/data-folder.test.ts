import { temporaryFolder } from "@rapport/testkit";
import { chmodSync, chownSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { prepareDataFolder } from "./data-folder.ts";

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

test("S7 only its owner can use a new data directory; it can be passed through only where a database of another account lies in it", () => {
  const folder = temporaryFolder();
  expect(modeOf(prepareDataFolder(join(folder, "a/b"), { isPassable: false }))).toBe("700");
  expect(modeOf(prepareDataFolder(join(folder, "c"), { isPassable: true }))).toBe("711");
});

test("S7 F7 the start takes a directory that others may read or change away from them", () => {
  const dataDir = temporaryFolder();
  for (const name of ["journal", "uploads", "warehouse", "operational/pg"]) {
    mkdirSync(join(dataDir, name), { recursive: true });
    chmodSync(join(dataDir, name), 0o777);
  }
  const file = join(dataDir, "journal", "1-1.journal");
  writeFileSync(file, "");
  chmodSync(file, 0o644);
  chmodSync(dataDir, 0o755);
  prepareDataFolder(dataDir, { isPassable: false });
  expect(["", "journal", "uploads", "warehouse", "operational", "operational/pg"].map((name) => modeOf(join(dataDir, name)))).toEqual(Array(6).fill("700"));
  expect(modeOf(file)).toBe("600");
});

test("F7 a folder that is a file, or belongs to another account, is named in one line that says how to mend it", () => {
  const withFile = temporaryFolder();
  writeFileSync(join(withFile, "uploads"), "");
  expect(() => prepareDataFolder(withFile, { isPassable: false })).toThrow(
    /^.*uploads is a file, and a folder is needed there\. Move it away and start again\.$/,
  );
  // Only root can give a folder away.
  if (process.getuid?.() !== 0) return;
  const others = temporaryFolder();
  mkdirSync(join(others, "warehouse"));
  chownSync(join(others, "warehouse"), 65_533, 65_533);
  chownSync(others, 65_534, 65_534);
  process.seteuid?.(65_534);
  const getuid = process.getuid;
  process.getuid = () => 65_534;
  try {
    expect(() => prepareDataFolder(others, { isPassable: false })).toThrow(
      /^.*warehouse belongs to another account \(user 65533\).*chown -R 65534 .*warehouse$/,
    );
  } finally {
    process.getuid = getuid;
    process.seteuid?.(0);
  }
});
