import type { Server, Socket } from "node:net";
import { Refusal } from "@rapport/contract";
import { endWithProblem } from "./errors.ts";

export interface ConnectionBounds {
  readonly most: number;
  /** Behind a proxy all connections come from its address. */
  readonly perAddress: number;
}

/** How many connections beyond the limit may be open at once while they are told so. */
const FOR_REFUSALS = 16;
const RETRY_AFTER_SECONDS = 5;

/** The limits of the settings, lowered to what this process has room for; `room` is `undefined` when that is not known. */
export function connectionBounds(asked: Partial<ConnectionBounds>, room: number | undefined): ConnectionBounds {
  const most = Math.max(1, Math.min(asked.most ?? 10_000, (room ?? Number.MAX_SAFE_INTEGER) - FOR_REFUSALS));
  return { most, perAddress: Math.min(most, asked.perAddress ?? Math.ceil(most / 2)) };
}

/** Answers a connection beyond a limit and ends it at once. */
export function boundConnections(server: Server, { most, perAddress }: ConnectionBounds): void {
  const open = new Map<string, number>();
  let all = 0;
  // Before the web server looks at it.
  server.prependListener("connection", (socket: Socket) => {
    const address = socket.remoteAddress ?? "";
    const before = open.get(address) ?? 0;
    all += 1;
    open.set(address, before + 1);
    socket.once("close", () => {
      all -= 1;
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
    if (all > most || before >= perAddress) refuse(socket);
  });
}

function refuse(socket: Socket): void {
  socket.on("error", () => undefined).once("finish", () => socket.destroy());
  endWithProblem(socket, new Refusal("request.connections_full", {}, { retryAfterSeconds: RETRY_AFTER_SECONDS }), 503);
}
