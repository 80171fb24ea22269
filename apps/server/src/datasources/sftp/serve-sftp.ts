import { setTimeout as pause } from "node:timers/promises";
import ssh2, { type AuthContext, type Connection, type SFTPWrapper } from "ssh2";
import type { Deps, Running } from "../../deps.ts";
import type { FilesInUse } from "../folders/files-in-use.ts";
import { makeFolder } from "../folders/folder-files.ts";
import { folderOf, nameOf } from "../folders/places.ts";
import { LIMITS, openDoor, type Entered, type Limits } from "./door.ts";
import { hostKeys, serversKeys } from "./host-keys.ts";
import { createSenderFolder } from "./sender-folder.ts";
import { createRoom, type Room } from "./room.ts";
import { serveSession } from "./serve-session.ts";
import { stillMay, trySignIn, type Sender } from "./sign-in.ts";
import { toldFolder } from "./told-folder.ts";
import { createMemory, createTurns } from "./turns.ts";

type SftpDeps = Pick<Deps, "db" | "clock" | "dataDir" | "disk" | "fileDoors" | "log" | "signInWaits" | "uploadMaxBytes">;

const MOST_TRIES = 10;
/** Sessions that a connection has at the same moment. */
const MOST_SESSIONS = 4;
/** How much may wait to be sent before the next request is looked at. */
const MOST_UNSENT_BYTES = 4 * 1024 ** 2;
/** How long connections have to end by themselves when the server stops. */
const STOP_WITHIN_MS = 2_000;

export interface SftpOptions {
  readonly host: string;
  readonly port: number;
  readonly inUse: FilesInUse;
  /** A folder changed. */
  readonly wake: () => void;
  readonly limits?: Limits;
}

/** Takes files by SFTP (SF1 to SF8). */
export async function serveSftp(deps: SftpDeps, { host, port, inUse, wake, limits = LIMITS }: SftpOptions): Promise<Running> {
  const settings = deps.fileDoors?.sftp;
  const keys = await (settings === undefined ? hostKeys(deps) : serversKeys(deps, settings));
  const room = createRoom(2 * deps.uploadMaxBytes);
  const serving = new Set<Promise<void>>();
  const server = new ssh2.Server({ hostKeys: keys.map(({ privateKey }) => privateKey), ident: "Rapport" }, (client, from) => {
    // Before anything else: an error that nobody hears ends the server. A client that leaves in the middle is nothing unusual.
    client.on("error", (cause) => deps.log.debug({ err: cause }, "a connection by SFTP ended"));
    const entered = door.find(from);
    if (entered === undefined) return void client.end();
    const served = serveConnection(deps, { client, entered, inUse, room, wake })
      .catch((cause: unknown) => deps.log.error({ err: cause }, "a connection by SFTP failed"))
      .finally(() => serving.delete(served));
    serving.add(served);
  });
  server.on("error", (cause: Error) => deps.log.error({ err: cause }, "the SFTP server failed"));
  const door = await openDoor(deps, { host, port, limits, onEntered: ({ socket }) => server.injectSocket(socket) });
  const allServed = async () => await Promise.race([Promise.all(serving), pause(STOP_WITHIN_MS, undefined, { ref: false })]);
  return {
    stop: async () => {
      door.shut();
      await allServed();
      door.clear();
      await allServed();
    },
  };
}

interface Serving {
  readonly client: Connection;
  readonly entered: Entered;
  readonly room: Room;
  readonly inUse: FilesInUse;
  readonly wake: () => void;
}

/** Resolves when the connection ended and everything it had open is closed. */
async function serveConnection(deps: SftpDeps, { client, entered, inUse, room, wake }: Serving): Promise<void> {
  const sessions = new Set<{ end(): Promise<void> }>();
  const memory = createMemory();
  let accepted = 0;
  let sender: Sender | undefined;
  let tries = 0;
  const leave = () => {
    client.end();
    entered.end();
  };

  client.on("authentication", (ctx) => {
    tries += 1;
    if (tries > MOST_TRIES) return leave();
    answerSignIn(deps, { ctx, address: entered.address }).then(
      (found) => {
        if (found === undefined) return;
        sender = found;
        entered.used("signed in");
      },
      (cause: unknown) => {
        deps.log.error({ err: cause }, "a sign-in by SFTP failed");
        leave();
      },
    );
  });
  client.on("session", (accept, reject) => {
    const who = sender;
    if (who === undefined || accepted >= MOST_SESSIONS) return reject();
    const session = accept();
    accepted += 1;
    session.once("close", () => (accepted -= 1));
    session.on("sftp", (acceptSftp) => {
      const sftp = acceptSftp();
      sftp.on("error", (cause: Error) => deps.log.debug({ err: cause }, "a session by SFTP ended"));
      const folder = toldFolder(deps, createSenderFolder(deps, { sender: who, inUse, memory, room, wake }), { sender: who, address: entered.address });
      const turns = createTurns({ memory, isCongested: () => Math.max(entered.socket.writableLength, unsentOf(sftp)) > MOST_UNSENT_BYTES });
      const served = serveSession(deps, sftp, {
        folder,
        login: nameOf(who),
        turns,
        isStillIn: () => stillMay(deps, who),
        onUse: () => entered.used("asked"),
        onTooMany: leave,
      });
      sessions.add(served);
      const end = () => {
        sessions.delete(served);
        served.end().catch((cause: unknown) => deps.log.error({ err: cause }, "a session by SFTP could not be ended"));
      };
      // A channel that closed leaves nothing open, whatever becomes of its connection.
      session.once("close", end);
      sftp.once("end", () => {
        end();
        // Without this, clients wait for the end of the channel.
        sftp.end();
      });
    });
  });
  await new Promise<void>((resolve) => client.once("close", resolve));
  await Promise.all([...sessions].map((session) => session.end()));
}

/** The sender when this try brought them in. */
async function answerSignIn(deps: SftpDeps, { ctx, address }: { ctx: AuthContext; address: string }): Promise<Sender | undefined> {
  const found = await trySignIn(deps, ctx, address);
  switch (found.kind) {
    case "refused":
      if (ctx.method !== "none")
        deps.log.warn({ event: "sign_in.failed", place: "sftp", login: ctx.username.slice(0, 120), address, by: ctx.method }, "a sign-in by SFTP was refused");
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

/** `ssh2` keeps answers for which the client has opened no window yet, and tells nobody. */
function unsentOf(sftp: SFTPWrapper): number {
  const { _buffer: parts = [] } = sftp as unknown as { readonly _buffer?: readonly Buffer[] };
  // Many small ones take more memory than their bytes.
  return parts.length > 2_000 ? Infinity : parts.reduce((sum, { length }) => sum + length, 0);
}
