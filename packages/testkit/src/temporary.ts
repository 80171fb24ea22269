import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A new folder that is removed when the process ends; inside the run's own folder, which is removed after the run. */
export function temporaryFolder(prefix = "rapport-test-"): string {
  const folder = mkdtempSync(path.join(process.env["RAPPORT_TEST_FOLDER"] ?? tmpdir(), prefix));
  if (folders.size === 0) process.on("exit", removeAll);
  folders.add(folder);
  return folder;
}

const folders = new Set<string>();

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
