import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A new folder that is removed when the process ends; inside the run's own folder, which is removed after the run. */
export function temporaryFolder(prefix = "rapport-test-"): string {
  const folder = mkdtempSync(path.join(process.env["RAPPORT_TEST_FOLDER"] ?? tmpdir(), prefix));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
