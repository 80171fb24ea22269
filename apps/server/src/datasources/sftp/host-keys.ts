import { createHash } from "node:crypto";
import { chmod, mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import ssh2 from "ssh2";
import type { Deps, SftpSettings } from "../../deps.ts";
import { flush } from "../../received-files/index.ts";
import { codeOf } from "../folders/folder-files.ts";

export interface HostKey {
  readonly algorithm: string;
  /** As `ssh-keygen -l` writes it. */
  readonly fingerprint: string;
  readonly privateKey: string;
}

/** New clients take the first; some old ones know only the second. */
const KINDS = [
  { file: "host_ed25519", make: () => ssh2.utils.generateKeyPairSync("ed25519") },
  { file: "host_ecdsa", make: () => ssh2.utils.generateKeyPairSync("ecdsa", { bits: 256 }) },
] as const;

/** By the settings of the server that runs: a key that is lost on disk meanwhile changes nothing before the next start. */
const running = new WeakMap<SftpSettings, Promise<HostKey[]>>();

/** The keys with which the server answers until it ends; they are read once. */
export async function serversKeys(deps: Pick<Deps, "dataDir">, settings: SftpSettings): Promise<HostKey[]> {
  const known = running.get(settings);
  if (known !== undefined) return await known;
  const reading = hostKeys(deps);
  running.set(settings, reading);
  try {
    return await reading;
  } catch (cause) {
    running.delete(settings);
    throw cause;
  }
}

/** The server's own keys: made once, and kept in the data directory, so that clients know the server again (SF2). */
export async function hostKeys({ dataDir }: Pick<Deps, "dataDir">): Promise<HostKey[]> {
  const folder = join(dataDir, "sftp");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const keys: HostKey[] = [];
  for (const { file, make } of KINDS) {
    const path = join(folder, file);
    const privateKey =
      (await read(path)) ??
      (await write(
        path,
        readable(() => make().private),
      ));
    const parsed = ssh2.utils.parseKey(privateKey);
    if (parsed instanceof Error)
      throw new Error(`the SFTP host key ${path} cannot be read; restore it, or remove it so that another one is made`, { cause: parsed });
    keys.push({ algorithm: parsed.type, fingerprint: fingerprintOf(parsed.getPublicSSH()), privateKey });
  }
  return keys;
}

/**
 * ssh2 writes an ed25519 key in 200 with a byte too few, where its number begins with zeros, and cannot read it afterwards. Such a key is made anew, before it is
 * kept: a server that keeps one starts no more.
 */
export function readable(make: () => string): string {
  for (;;) {
    const key = make();
    if (!(ssh2.utils.parseKey(key) instanceof Error)) return key;
  }
}

export function fingerprintOf(publicKey: Buffer): string {
  return `SHA256:${createHash("sha256").update(publicKey).digest("base64").replaceAll("=", "")}`;
}

async function read(path: string): Promise<string | undefined> {
  try {
    const text = await readFile(path, "utf8");
    await chmod(path, 0o600);
    return text;
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw cause;
  }
}

/** Whole or not at all: half a key would change the server's fingerprint. */
async function write(path: string, text: string): Promise<string> {
  const part = `${path}.part`;
  const file = await open(part, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, path);
  await flush(join(path, ".."));
  return text;
}
