import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "./app.ts";
import { setCookie, type SessionCookie } from "./cookies.ts";
import { isHttps } from "./proxies.ts";
import { isFromThisMachine, isLoopback, nameOf } from "./this-machine.ts";
import { readBytes, readUpload, type Upload } from "./upload.ts";
import type { Pace } from "./upload-pace.ts";
import { wantedSignal } from "./wanted.ts";

/** The HTTP request and reply, for handlers that need more than parsed values. */
export class Exchange {
  readonly #request: FastifyRequest;
  readonly #reply: FastifyReply;
  readonly #app: Pick<App, "stopping" | "isTrusted">;
  #wanted: AbortSignal | undefined;
  constructor({ request, reply, app }: { request: FastifyRequest; reply: FastifyReply; app: Pick<App, "stopping" | "isTrusted"> }) {
    this.#request = request;
    this.#reply = reply;
    this.#app = app;
  }

  /** Aborted, with a refusal as its reason, once nobody waits for the answer or the server stops. */
  get wanted(): AbortSignal {
    this.#wanted ??= wantedSignal(this.#reply, this.#app.stopping);
    return this.#wanted;
  }

  /** True when the page that calls says that it was opened by a name of this machine. */
  get isOriginLoopback(): boolean {
    const origin = this.header("origin");
    return origin !== undefined && URL.canParse(origin) && isLoopback(nameOf(new URL(origin).host));
  }

  /** The caller is this machine itself, and not by way of a proxy. */
  get isFromThisMachine(): boolean {
    return isFromThisMachine(this.#request);
  }

  get id(): string {
    return this.#request.id;
  }

  /** The caller's address, as a trusted proxy tells it. It is stored as a hash, and as it is in the audit log only; logged only for a failed sign-in. */
  get ip(): string {
    return this.#request.ip;
  }

  /** As it was called, without the query. */
  get address(): string {
    return this.#request.url.split("?", 1)[0] ?? "";
  }

  /** Text after `?`, as it came. */
  get rawQuery(): string {
    const { url } = this.#request;
    const mark = url.indexOf("?");
    return mark < 0 ? "" : url.slice(mark + 1);
  }

  /** The body as it came; empty when there was none. */
  get rawBody(): Buffer {
    return Buffer.isBuffer(this.#request.body) ? this.#request.body : Buffer.alloc(0);
  }

  header(name: string): string | undefined {
    const value = this.#request.headers[name];
    return Array.isArray(value) ? value.join(", ") : value;
  }

  setHeader(name: string, value: string): void {
    this.#reply.header(name, value);
  }

  setSessionCookie({ name, value, maxAgeSeconds }: Omit<SessionCookie, "secure">): void {
    // This server speaks plain HTTP; a proxy in front that speaks HTTPS says so.
    const secure = isHttps(this.#request, this.#app.isTrusted);
    this.#reply.header("set-cookie", setCookie({ name, value, maxAgeSeconds, secure }));
  }

  clearSessionCookie(name: SessionCookie["name"]): void {
    this.setSessionCookie({ name, value: "", maxAgeSeconds: 0 });
  }

  /** The part `file` of a multipart body; text parts before it are skipped. The stream ends after `maxBytes` bytes. */
  async upload({ maxBytes, pace }: { maxBytes: number; pace?: Pace }): Promise<Upload> {
    return await readUpload(this.#request, { maxBytes, pace });
  }

  /** The body of a request of type `application/offset+octet-stream`, as it comes. */
  bytes({ stop }: { stop: AbortSignal }): AsyncIterable<Buffer> {
    return readBytes(this.#request.raw, stop);
  }
}
