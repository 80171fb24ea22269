import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import type { Deps } from "../../deps.ts";

/** How many connections there may be: all, from one address, and of those who have not signed in yet; and how long each may take (SF6). */
export interface Limits {
  readonly all: number;
  readonly perAddress: number;
  readonly signingIn: number;
  readonly signInWithinMs: number;
  readonly idleMs: number;
  /** How long a client has to close its own side once it was told to go. */
  readonly goneWithinMs: number;
}

export const LIMITS: Limits = { all: 200, perAddress: 50, signingIn: 60, signInWithinMs: 20_000, idleMs: 10 * 60_000, goneWithinMs: 5_000 };
const WARN_EVERY_MS = 60_000;

/** A connection that may stay. */
export interface Entered {
  readonly socket: Socket;
  readonly address: string;
  /** The sender is known, or asked for something: the time begins anew. */
  used(how: "signed in" | "asked"): void;
  /** Asks the client to go; soon it is gone, whether or not it wants to. */
  end(): void;
}

export interface Door {
  /** The connection from there, when it is still there. */
  find(from: { readonly ip: string | undefined; readonly port: number | undefined }): Entered | undefined;
  /** Lets nobody in any more, and ends who is in. */
  shut(): void;
  /** Ends at once who is still in. */
  clear(): void;
}

/** Listens, and counts and times every connection from its first moment, whatever it says or leaves unsaid. */
export async function openDoor(
  { log }: Pick<Deps, "log">,
  { host, port, limits, onEntered }: { host: string; port: number; limits: Limits; onEntered: (entered: Entered) => void },
): Promise<Door> {
  const inside = new Map<string, Entered & { readonly state: { isIn: boolean } }>();
  let warnedAt = 0;
  const isFull = (address: string) => {
    const all = [...inside.values()];
    return (
      all.length >= limits.all ||
      all.filter((one) => one.address === address).length >= limits.perAddress ||
      all.filter(({ state }) => !state.isIn).length >= limits.signingIn
    );
  };
  const refuse = () => {
    if (Date.now() - warnedAt < WARN_EVERY_MS) return;
    warnedAt = Date.now();
    log.warn("too many connections by SFTP; some were refused");
  };

  const server = createServer((socket) => {
    socket.on("error", (cause) => log.debug({ err: cause }, "a connection by SFTP ended"));
    const { remoteAddress, remotePort } = socket;
    // One that was reset meanwhile has no address.
    if (remoteAddress === undefined || remotePort === undefined) return void socket.destroy();
    const address = plain(remoteAddress);
    if (isFull(address)) {
      socket.destroy();
      return refuse();
    }
    const state = { isIn: false };
    const end = () => {
      clearTimeout(timer);
      socket.end();
      timer = setTimeout(() => socket.destroy(), limits.goneWithinMs);
      isEnding = true;
    };
    let isEnding = false;
    let timer = setTimeout(end, limits.signInWithinMs);
    const entered = {
      socket,
      address,
      state,
      used: (how: "signed in" | "asked") => {
        if (isEnding) return;
        if (how === "signed in") state.isIn = true;
        clearTimeout(timer);
        timer = setTimeout(end, limits.idleMs);
      },
      end,
    };
    const key = keyOf(remoteAddress, remotePort);
    inside.set(key, entered);
    socket.once("close", () => {
      clearTimeout(timer);
      if (inside.get(key) === entered) inside.delete(key);
    });
    onEntered(entered);
  });
  server.maxConnections = limits.all;
  server.on("drop", refuse);
  server.on("error", (cause) => log.error({ err: cause }, "the SFTP server failed"));
  await listening(server, { host, port });
  return {
    find: ({ ip, port: from }) => (ip === undefined || from === undefined ? undefined : inside.get(keyOf(ip, from))),
    shut: () => {
      server.close();
      for (const { end } of inside.values()) end();
    },
    clear: () => {
      for (const { socket } of inside.values()) socket.destroy();
    },
  };
}

async function listening(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  const begun = once(server, "listening");
  server.listen(port, host);
  await begun;
}

function keyOf(ip: string, port: number): string {
  return `${ip} ${port}`;
}

function plain(ip: string): string {
  return ip.replace(/^::ffff:/, "");
}
