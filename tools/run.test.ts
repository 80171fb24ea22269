import { afterEach, expect, test, vi } from "vitest";
import { run, StepFailed } from "./lib/run.mjs";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("S12 a step of the start does not get the product's settings, which hold passwords, but gets everything else", async () => {
  for (const name of ["RAPPORT_ADMIN_PASSWORD", "RAPPORT_BOOTSTRAP_KEY", "DATABASE_URL", "CLICKHOUSE_URL"]) vi.stubEnv(name, `secret of ${name}`);
  vi.stubEnv("HTTPS_PROXY", "kept");
  let written = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => ((written += String(text)), true));
  // A step's output is shown when it fails.
  await expect(run("Step", process.execPath, ["-e", "console.log(JSON.stringify(process.env)); process.exit(1)"])).rejects.toThrow(StepFailed);
  vi.restoreAllMocks();
  expect(written).toContain('"HTTPS_PROXY":"kept"');
  expect(written).not.toContain("secret of");
});
