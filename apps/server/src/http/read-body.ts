import { Refusal } from "@rapport/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { IncomingMessage } from "node:http";
import { isOpen } from "./actor.ts";

/** The most bytes of a body whose sender is not known yet: SDKs in browsers send their key in the body. */
export const UNKNOWN_BODY_BYTES = 512 * 1024;
/** A body that is not complete after this time is refused. */
const WHOLE_WITHIN_MS = 30_000;
const RETRY_AFTER_SECONDS = 2;

export interface BodyBounds {
  /** The most bytes that all bodies of unknown senders may hold together. */
  readonly unknownTogether: number;
  readonly wholeWithinMs: number;
}
export const BODY_BOUNDS: BodyBounds = { unknownTogether: 64 * 1024 * 1024, wholeWithinMs: WHOLE_WITHIN_MS };

/**
 * Reads bodies whole, each within the bytes of its endpoint and in time. What unknown senders have sent so far is counted
 * together, until they are answered or gone. Beyond the limit they are refused.
 */
export function readBodies(fastify: FastifyInstance, { unknownTogether, wholeWithinMs }: BodyBounds): void {
  let heldTogether = 0;
  const unknown = new WeakMap<IncomingMessage, { bytes: number }>();
  fastify.addHook("onRequest", (request, reply, done) => {
    const { endpoint } = request.routeOptions.config;
    if (request.method !== "GET" && (endpoint === undefined || isOpen(endpoint.permission))) {
      const held = { bytes: 0 };
      unknown.set(request.raw, held);
      const release = () => {
        heldTogether -= held.bytes;
        held.bytes = 0;
        unknown.delete(request.raw);
      };
      reply.raw.once("finish", release).once("close", release);
    }
    done();
  });
  fastify.addContentTypeParser("*", (request: FastifyRequest, payload: IncomingMessage) => read(request, payload));

  function read(request: FastifyRequest, payload: IncomingMessage): Promise<Buffer> {
    const most = request.routeOptions.bodyLimit;
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const late = setTimeout(() => refuse(new Refusal("request.slow", { seconds: wholeWithinMs / 1000 })), wholeWithinMs);
      const take = (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > most) return refuse(tooLarge(most));
        const held = unknown.get(request.raw);
        if (held !== undefined) {
          held.bytes += chunk.length;
          heldTogether += chunk.length;
          if (heldTogether > unknownTogether) return refuse(new Refusal("request.bodies_full", {}, { retryAfterSeconds: RETRY_AFTER_SECONDS }));
        }
        chunks.push(chunk);
      };
      const whole = () => {
        leave();
        resolve(Buffer.concat(chunks, bytes));
      };
      const cut = () => refuse(new Refusal("request.left", {}));
      const leave = () => {
        clearTimeout(late);
        payload.off("data", take).off("end", whole).off("error", cut).off("close", cut);
      };
      const refuse = (refusal: Refusal) => {
        leave();
        chunks.length = 0;
        // What still comes is thrown away.
        payload.on("error", () => undefined).resume();
        reject(refusal);
      };
      if (Number(request.headers["content-length"] ?? 0) > most) return refuse(tooLarge(most));
      payload.on("data", take).on("end", whole).on("error", cut).on("close", cut);
    });
  }
}

function tooLarge(most: number): Refusal {
  return new Refusal("request.too_large", { kilobytes: Math.floor(most / 1024) });
}
