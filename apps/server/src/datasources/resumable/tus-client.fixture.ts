import { pathOf } from "@rapport/contract";
import { beginResumableUpload, continueResumableUpload, getResumableUpload, ResumableUpload, TUS_BYTES, TUS_VERSION } from "@rapport/contract/data-sources";
import { request } from "node:http";
import type { Disk } from "../../deps.ts";

/** A caller of the protocol over real connections, which can be cut at any byte. */
export interface TusCaller {
  begin(of: { filename: string; bytes: number; metadata?: Readonly<Record<string, string>> }): Promise<Answered>;
  /**
   * @param cutAfter closes the connection when so many bytes of the body are on their way, so that no answer comes
   * @param hold keeps it open instead and sends nothing more
   */
  send(id: string, of: { from: number; body: Buffer; cutAfter?: number; hold?: boolean }): Promise<Answered>;
  look(id: string): Promise<ResumableUpload>;
  ask(method: string, id: string, headers?: Readonly<Record<string, string>>): Promise<Answered>;
}

/** A disk with so many bytes of room, which a test may change. */
export function diskWith(room: () => number): Disk {
  return {
    room: () => ({ kind: "ample", freeBytes: room(), reserveBytes: 0 }),
    takes: (bytes = 0) => room() - bytes > 0,
    lastsForProcessing: () => true,
  };
}

export interface Answered {
  /** 0 when the connection was closed first. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export function tusCaller(at: { url: string; headers: Readonly<Record<string, string>>; rsid: string; dataSourceId: number }): TusCaller {
  const params = { rsid: at.rsid, dataSourceId: at.dataSourceId };
  const pathOfOne = (id: string) => pathOf(continueResumableUpload, { params: { ...params, resumableUpload: id } });
  const sent = (
    method: string,
    path: string,
    of: { headers?: Readonly<Record<string, string>>; body?: Buffer; cutAfter?: number; hold?: boolean } = {},
  ): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const asked = request(`${at.url}${path}`, {
        method,
        headers: {
          "tus-resumable": TUS_VERSION,
          ...at.headers,
          ...(of.body !== undefined && { "content-length": String(of.body.length) }),
          ...of.headers,
        },
      });
      asked.on("response", (answer) => {
        const pieces: Buffer[] = [];
        answer.on("data", (piece: Buffer) => pieces.push(piece));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(pieces).toString() }));
      });
      asked.on("error", (cause) => (of.cutAfter === undefined ? reject(cause) : resolve({ status: 0, headers: {}, body: "" })));
      if (of.cutAfter === undefined) return void asked.end(of.body);
      asked.write(of.body?.subarray(0, of.cutAfter), () => of.hold === true || setTimeout(() => asked.destroy(new Error("cut")), 100));
    });
  return {
    begin: async ({ filename, bytes, metadata = {} }) => {
      const pairs = Object.entries({ filename, ...metadata }).map(([key, value]) => `${key} ${Buffer.from(value).toString("base64")}`);
      return await sent("POST", pathOf(beginResumableUpload, { params }), {
        headers: { "upload-length": String(bytes), "upload-metadata": pairs.join(",") },
        body: Buffer.alloc(0),
      });
    },
    send: async (id, { from, body, ...cut }) =>
      await sent("PATCH", pathOfOne(id), { headers: { "upload-offset": String(from), "content-type": TUS_BYTES }, body, ...cut }),
    look: async (id) => {
      const { status, body } = await sent("GET", pathOf(getResumableUpload, { params: { ...params, resumableUpload: id } }));
      if (status !== 200) throw new Error(`the look answered ${status}: ${body}`);
      return ResumableUpload.parse(JSON.parse(body));
    },
    ask: async (method, id, headers = {}) => await sent(method, pathOfOne(id), { headers }),
  };
}

export function idOf({ status, body }: Answered): string {
  if (status !== 201) throw new Error(`the beginning answered ${status}: ${body}`);
  return ResumableUpload.parse(JSON.parse(body)).id;
}
