import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import ssh2, { type AuthContext, type Connection } from "ssh2";
import type { Deps, Running } from "../../deps.ts";
import type { FilesInUse } from "../folders/files-in-use.ts";
import { makeFolder } from "../folders/folder-files.ts";
import { folderOf, nameOf } from "../folders/places.ts";
import { hostKeys } from "./host-keys.ts";
import { createSenderFolder } from "./sender-folder.ts";
import { serveSession } from "./serve-session.ts";
import { stillMay, trySignIn, type Sender } from "./sign-in.ts";

type SftpDeps = Pick<Deps, "db" | "clock" | "dataDir" | "disk" | "fileDoors" | "log" | "signInWaits" | "uploadMaxBytes">;

/** How many connections there may be: all, from one address, and of those who have not signed in yet (SF6). */
const MOST = { all: 200, perAddress: 50, signingIn: 60 } as const;
const SIGN_IN_WITHIN_MS = 20_000;
const IDLE_MS = 10 * 60_000;
const MOST_TRIES = 10;
/** How long connections have to end by themselves when the server stops. */
const STOP_WITHIN_MS = 2_000;

export interface SftpOptions {
  readonly host: string;
  readonly port: number;
  readonly inUse: FilesInUse;
  /** A folder changed. */
  readonly wake: () => void;
}

/** Takes files by SFTP (SF1 to SF8). */
export async function serveSftp(deps: SftpDeps, { host, port, inUse, wake }: SftpOptions): Promise<Running> {
  const keys = await hostKeys(deps);
  const connections = new Map<Connection, { readonly address: string; isIn: boolean; readonly ended: Promise<void> }>();
  const server = new ssh2.Server({ hostKeys: keys.map(({ privateKey }) => privateKey), ident: "Rapport" }, (client, { ip }) => {
    // Before anything else: an error that nobody hears ends the server. A client that leaves in the middle is nothing unusual.
    client.on("error", (cause) => deps.log.debug({ err: cause }, "a connection by SFTP ended"));
    // The types promise an address; one that was reset meanwhile has none.
    const address = (ip as string | undefined)?.replace(/^::ffff:/, "");
    if (address === undefined) return void client.end();
    const all = [...connections.values()];
    const isFull =
      all.length >= MOST.all ||
      all.filter((one) => one.address === address).length >= MOST.perAddress ||
      all.filter(({ isIn }) => !isIn).length >= MOST.signingIn;
    if (isFull) {
      deps.log.warn("too many connections by SFTP; one was refused");
      client.end();
      return;
    }
    const { promise: ended, resolve: end } = settled();
    const connection = { address, isIn: false, ended };
    connections.set(client, connection);
    serveConnection(deps, { client, address, inUse, wake, onSignedIn: () => (connection.isIn = true) })
      .catch((cause: unknown) => deps.log.error({ err: cause }, "a connection by SFTP failed"))
      .finally(() => {
        connections.delete(client);
        end();
      });
  });
  server.on("error", (cause: Error) => deps.log.error({ err: cause }, "the SFTP server failed"));
  const listening = once(server, "listening");
  server.listen(port, host);
  await listening;
  return {
    stop: async () => {
      server.close();
      const left = [...connections];
      for (const [client] of left) client.end();
      await Promise.race([Promise.all(left.map(([, { ended }]) => ended)), pause(STOP_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}

interface Serving {
  readonly client: Connection;
  readonly address: string;
  readonly inUse: FilesInUse;
  readonly wake: () => void;
  readonly onSignedIn: () => void;
}

/** Resolves when the connection ended and everything it had open is closed. */
async function serveConnection(deps: SftpDeps, { client, address, inUse, wake, onSignedIn }: Serving): Promise<void> {
  const sessions: { end(): Promise<void> }[] = [];
  let sender: Sender | undefined;
  let tries = 0;
  let timer = setTimeout(() => client.end(), SIGN_IN_WITHIN_MS);
  const onUse = () => {
    clearTimeout(timer);
    timer = setTimeout(() => client.end(), IDLE_MS);
  };

  client.on("authentication", (ctx) => {
    tries += 1;
    if (tries > MOST_TRIES) return client.end();
    answerSignIn(deps, { ctx, address }).then(
      (found) => {
        if (found === undefined) return;
        sender = found;
        onSignedIn();
        onUse();
      },
      (cause: unknown) => {
        deps.log.error({ err: cause }, "a sign-in by SFTP failed");
        client.end();
      },
    );
  });
  client.on("session", (accept, reject) => {
    const who = sender;
    if (who === undefined || sessions.length >= 4) return reject();
    const session = accept();
    session.on("sftp", (acceptSftp) => {
      const sftp = acceptSftp();
      sftp.on("error", (cause: Error) => deps.log.debug({ err: cause }, "a session by SFTP ended"));
      const folder = createSenderFolder(deps, { sender: who, inUse, wake });
      sessions.push(serveSession(deps, sftp, { folder, login: nameOf(who), isStillIn: () => stillMay(deps, who), onUse }));
      // Without this, clients wait for the end of the channel.
      sftp.on("end", () => sftp.end());
    });
  });
  await new Promise<void>((resolve) => client.once("close", resolve));
  clearTimeout(timer);
  for (const session of sessions) await session.end();
}

/** The sender when this try brought them in. */
async function answerSignIn(deps: SftpDeps, { ctx, address }: { ctx: AuthContext; address: string }): Promise<Sender | undefined> {
  const found = await trySignIn(deps, ctx, address);
  switch (found.kind) {
    case "refused":
      ctx.reject(["publickey", "password"]);
      return undefined;
    case "offered":
      ctx.accept();
      return undefined;
    case "in":
      await makeFolder(folderOf(deps, found.sender));
      ctx.accept();
      return found.sender;
  }
}

function settled(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
