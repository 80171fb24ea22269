import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { promisify } from "node:util";
import ssh2, { type ConnectConfig, type SFTPWrapper } from "ssh2";

/** A sender with the client of `ssh2`. */
export interface SftpClient {
  readonly sftp: SFTPWrapper;
  put(name: string, data: string | Buffer): Promise<void>;
  get(name: string): Promise<string>;
  list(folder?: string): Promise<string[]>;
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Ends the connection at once, as a cut cable does. */
  cut(): void;
  end(): Promise<void>;
  /** Resolves when the connection ended, whoever ended it. */
  readonly closed: Promise<void>;
}

/** Rejects when the server does not let it in. */
export async function sftpClient(options: ConnectConfig): Promise<SftpClient> {
  const client = new ssh2.Client();
  const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    client
      .once("ready", resolve)
      .on("error", reject)
      .once("close", () => reject(new Error("the server closed the connection")));
    client.connect({ host: "127.0.0.1", readyTimeout: 30_000, ...options });
  });
  const sftp = await promisify(client.sftp.bind(client) as (done: (error: Error | undefined, sftp: SFTPWrapper) => void) => void)();
  return {
    sftp,
    put: async (name, data) => await asked((done) => sftp.writeFile(name, data, done)),
    get: async (name) => (await asked<Buffer>((done) => sftp.readFile(name, done))).toString(),
    list: async (folder = ".") => (await asked<{ filename: string }[]>((done) => sftp.readdir(folder, done))).map(({ filename }) => filename).toSorted(),
    rename: async (from, to) => await asked((done) => sftp.rename(from, to, done)),
    remove: async (name) => await asked((done) => sftp.unlink(name, done)),
    closed,
    cut: () => client.destroy(),
    end: async () => {
      client.end();
      await closed;
    },
  };
}

export async function asked<T = void>(ask: (done: (error: Error | null | undefined, answer?: T) => void) => void): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    // What has no answer resolves without one.
    ask((error, answer) => (error === null || error === undefined ? resolve(answer as T) : reject(error)));
  });
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

/** A pair of keys as somebody makes it. ssh2 itself makes one in 200 that nobody can read (`host-keys.ts`). */
export function ed25519Pair(options: { readonly comment?: string } = {}): { private: string; public: string } {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync("ed25519", options);
    if (!(ssh2.utils.parseKey(pair.private) instanceof Error) && !(ssh2.utils.parseKey(pair.public) instanceof Error)) return pair;
  }
}
