import { Refusal } from "@rapport/contract";
import { whileWanted, type Warehouse } from "@rapport/warehouse";
import type { FastifyReply } from "fastify";

/** Aborted, with a refusal as its reason, when the caller left before they were answered, or the server stops. */
export function wantedSignal(reply: FastifyReply, stopping: AbortSignal): AbortSignal {
  const wanted = new AbortController();
  const stop = () => wanted.abort(stopping.reason);
  if (stopping.aborted) stop();
  stopping.addEventListener("abort", stop, { once: true });
  const closed = () => {
    stopping.removeEventListener("abort", stop);
    if (!reply.raw.writableEnded) wanted.abort(new Refusal("request.left", {}));
  };
  // A caller who has left already causes no event.
  if (reply.raw.closed || reply.raw.destroyed) closed();
  else reply.raw.once("close", closed);
  return wanted.signal;
}

/** The same dependencies for one request: its warehouse queries end when its caller leaves. */
export function whileCallerWaits<D extends { readonly warehouse: Warehouse }>(deps: D, { http }: { readonly http: { readonly wanted: AbortSignal } }): D {
  return { ...deps, warehouse: whileWanted(deps.warehouse, http.wanted) };
}
