import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Written when the retailer is begun, and when it is made, with its size. */
const BEGUN = "retailer-is-begun";
const MADE = "retailer-is-made";

/**
 * Makes a retailer in a folder, unless a run before did. What a run left that never ended is deleted first. Refuses a folder with a retailer of another size, and
 * one that is none of ours.
 *
 * @param size in words
 */
export async function madeOnce(dataDir: string, { size, make }: { size: string; make: () => Promise<void> }): Promise<void> {
  const instead = "Name another folder in RAPPORT_BENCH_DATA, or delete this one.";
  if (existsSync(join(dataDir, MADE))) {
    const found = readFileSync(join(dataDir, MADE), "utf8").trim();
    if (found === size) return;
    throw new Error(`The retailer in ${dataDir} was made with ${found === "" ? "a size that nobody wrote down" : found}, not with ${size}. ${instead}`);
  }
  const names = readdirSync(dataDir);
  if (names.length > 0 && !names.includes(BEGUN)) throw new Error(`There is something else in ${dataDir}. ${instead}`);
  for (const name of names.filter((one) => one !== BEGUN)) rmSync(join(dataDir, name), { recursive: true });
  writeFileSync(join(dataDir, BEGUN), `${size}\n`);
  await make();
  writeFileSync(join(dataDir, MADE), `${size}\n`);
}
