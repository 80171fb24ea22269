import type { Endpoint } from "@rapport/contract";
import type { Actor } from "./actor.ts";

export interface RecordedRequest {
  readonly endpoint: Endpoint;
  readonly actor: Actor;
  readonly params: unknown;
}

/** Writes requests to the audit log. A request that cannot be written there is not answered. */
export interface RequestRecord {
  /** `while` the handler works, `after` it has done its work, or `around` it, for what may change something. Asked once for each endpoint. */
  when(endpoint: Endpoint): "never" | "while" | "after" | "around";
  write(request: RecordedRequest): Promise<void>;
  /** Does the work so that it is written down whatever ends the process meanwhile. */
  around<T>(request: RecordedRequest, work: () => Promise<T>): Promise<T>;
}

export const NO_RECORD: RequestRecord = { when: () => "never", write: () => Promise.resolve(), around: async (_, work) => await work() };

/** Does the work of one endpoint's request and has it written down; rejects when either fails. */
export type Recorded = <T>(request: Omit<RecordedRequest, "endpoint">, work: () => Promise<T> | T) => Promise<T>;

export function recording(record: RequestRecord, endpoint: Endpoint): Recorded {
  switch (record.when(endpoint)) {
    case "never":
      return async (_, work) => await work();
    case "after":
      return async (request, work) => {
        const done = await work();
        await record.write({ endpoint, ...request });
        return done;
      };
    case "around":
      return async (request, work) => await record.around({ endpoint, ...request }, async () => await work());
    case "while":
      return async (request, work) => {
        const written = record.write({ endpoint, ...request });
        const [done] = await Promise.allSettled([(async () => await work())(), written]);
        await written;
        if (done.status === "rejected") throw done.reason;
        return done.value;
      };
  }
}
