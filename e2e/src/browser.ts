import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LaunchOptions } from "playwright-core";

const DEBIAN_CHROMIUM = "/usr/bin/chromium";
// Not the package's own list of flags: with its `--single-process` the browser ends when the first page closes.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A real Chromium: Debian's when it is installed, else the packaged one, which needs no system packages and runs as root too. */
export function browserToLaunch(): Pick<LaunchOptions, "executablePath" | "args" | "env"> {
  if (existsSync(DEBIAN_CHROMIUM)) return { executablePath: DEBIAN_CHROMIUM, args: FLAGS };
  const home = unpackedChromium();
  return {
    executablePath: join(home, "chromium"),
    args: FLAGS,
    // The package has the few libraries that a bare machine lacks, and a font, so that text has a size everywhere.
    env: { ...environment(), LD_LIBRARY_PATH: join(home, "al2023", "lib"), FONTCONFIG_FILE: join(home, "fonts.conf") },
  };
}

/** Unpacks once for each version. A killed run leaves nothing that looks complete. */
function unpackedChromium(): string {
  const packageHome = dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")));
  const version = /"version": "([^"]+)"/.exec(readFileSync(join(packageHome, "package.json"), "utf8"))?.[1] ?? "unknown";
  const cache = fileURLToPath(new URL("../.cache", import.meta.url));
  const unpacked = join(cache, `chromium-${version}`);
  if (existsSync(unpacked)) return unpacked;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, "unpacking-"));
  // The package always unpacks into the temporary folder of its process, so it gets a process of its own.
  const unpack = `import { inflate } from "@sparticuz/chromium"; for (const archive of process.argv.slice(1)) await inflate(archive);`;
  const archives = ["chromium.br", "al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br"].map((name) => join(packageHome, "bin", name));
  execFileSync(process.execPath, ["--input-type=module", "--eval", unpack, ...archives], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    env: { ...environment(), TMPDIR: fresh },
  });
  writeFileSync(join(fresh, "fonts.conf"), fontsIn(unpacked));
  try {
    renameSync(fresh, unpacked);
  } catch (cause) {
    // Another process was faster; its copy is as good.
    if (!existsSync(unpacked)) throw cause;
    rmSync(fresh, { recursive: true });
  }
  return unpacked;
}

function fontsIn(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>${join(home, "fonts")}</dir><cachedir>${join(home, "fonts-cache")}</cachedir></fontconfig>
`;
}

function environment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
