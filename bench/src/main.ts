import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { benchBook } from "./book/index.ts";
import { benchCollect } from "./collect.ts";
import { benchEndurance } from "./endurance.ts";
import { benchFaults } from "./faults/index.ts";
import type { Figure } from "./figures.ts";
import { benchImports } from "./imports.ts";
import { benchManyFiles } from "./many-files.ts";
import { benchManyReports } from "./many-reports.ts";
import { benchPublish } from "./publish.ts";
import { benchReports } from "./reports.ts";
import { benchScreens } from "./screens.ts";
import { benchSignIns } from "./sign-ins.ts";
import { benchTimelines } from "./timelines.ts";
import { benchUpload } from "./upload.ts";

/**
 * `npm run bench [-- collect upload reports book screens]`: measures, prints this run beside the last kept one, and keeps it. The others, which do harm or
 * take long, run when they are named: `faults`, `endurance`, `imports`, `many-files`, `many-reports`, `publish`, `sign-ins`, `timelines`.
 */
const USUAL: Readonly<Record<string, () => Promise<Figure[]>>> = {
  collect: benchCollect,
  upload: benchUpload,
  reports: benchReports,
  book: benchBook,
  screens: benchScreens,
};
const LONG: typeof USUAL = {
  faults: benchFaults,
  endurance: benchEndurance,
  imports: benchImports,
  "many-files": benchManyFiles,
  "many-reports": benchManyReports,
  publish: benchPublish,
  "sign-ins": benchSignIns,
  timelines: benchTimelines,
};
const AREAS = { ...USUAL, ...LONG };
const RESULTS = fileURLToPath(new URL("../results", import.meta.url));
const Kept = z.object({ figures: z.array(z.looseObject({ name: z.string(), value: z.number() })) });

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in AREAS));
if (unknown.length > 0) {
  console.error(`Unknown benchmark ${unknown.join(", ")}; there are ${Object.keys(AREAS).join(", ")}.`);
  process.exit(2);
}
for (const [area, bench] of Object.entries(AREAS)) {
  if (asked.length > 0 ? !asked.includes(area) : area in LONG) continue;
  console.log(`\n${area}`);
  const figures = await bench();
  const last = lastKept(area);
  for (const figure of figures) console.log(line(figure, last.get(figure.name)));
  const at = new Date().toISOString();
  const machine = {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    // Of the last five minutes, this run included: more than there are cores tells of other work.
    load: Math.round((loadavg()[1] ?? 0) * 10) / 10,
  };
  writeFileSync(
    `${RESULTS}/${area}-${at.slice(0, 10)}.json`,
    `${JSON.stringify({ command: `${shorter()}npm run bench -- ${area}`, at, machine, figures }, null, 2)}\n`,
  );
}

/** What was set to make this run shorter or longer than usual. */
function shorter(): string {
  const set = Object.entries(process.env).filter(([name]) => name.startsWith("RAPPORT_BENCH_"));
  return set.map(([name, value]) => `${name}=${name === "RAPPORT_BENCH_DATA" ? "FOLDER" : value} `).join("");
}

function line({ name, value, unit, engine, ratio, aim, met }: Figure, before: number | undefined): string {
  const shown = (number: number) => number.toLocaleString("en", { maximumFractionDigits: number < 100 ? 2 : 0 });
  const beside = engine === undefined || ratio === undefined ? "" : `, engine ${shown(engine)} ${unit}, ratio ${ratio.toFixed(2)}`;
  const verdict = aim === undefined ? "" : ` [aim ${aim}: ${met === true ? "met" : "missed"}]`;
  return `  ${name}: ${shown(value)} ${unit}${beside}${verdict}${before === undefined ? "" : ` (last ${shown(before)})`}`;
}

function lastKept(area: string): ReadonlyMap<string, number> {
  const newest = readdirSync(RESULTS)
    .filter((name) => name.startsWith(`${area}-`) && name.endsWith(".json"))
    .toSorted()
    .at(-1);
  if (newest === undefined) return new Map();
  return new Map(Kept.parse(JSON.parse(readFileSync(`${RESULTS}/${newest}`, "utf8"))).figures.map(({ name, value }) => [name, value]));
}
