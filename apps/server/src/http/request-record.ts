import type { Endpoint } from "@rapport/contract";
import type { Actor } from "./actor.ts";

export interface RecordedRequest {
  readonly endpoint: Endpoint;
  readonly actor: Actor;
  readonly params: unknown;
  /** As it was called, without its query. */
  readonly address: string;
}

/** Where requests are written down. What cannot be written down is not answered. */
export interface RequestRecord {
  /** `while` the handler works, or `after` it has done its work. */
  when(endpoint: Endpoint): "never" | "while" | "after";
  write(request: RecordedRequest): Promise<void>;
}

export const NO_RECORD: RequestRecord = { when: () => "never", write: () => Promise.resolve() };

/** Does the work and has it written down; rejects when either fails. */
export async function recorded<T>(record: RequestRecord, request: RecordedRequest, work: () => Promise<T> | T): Promise<T> {
  switch (record.when(request.endpoint)) {
    case "never":
      return await work();
    case "after": {
      const done = await work();
      await record.write(request);
      return done;
    }
    case "while": {
      const written = record.write(request);
      const [done] = await Promise.allSettled([(async () => await work())(), written]);
      await written;
      if (done.status === "rejected") throw done.reason;
      return done.value;
    }
  }
}
