import { call, type CallInput, type Endpoint, type Reply } from "@rapport/contract";

/** A client of the server's public endpoints, over HTTP with an API key. */
export interface Client {
  call<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Reply<E>>;
  /** Sends one Segment batch; resolves when the hits are durable. Waits and repeats when the server says so. */
  batch(writeKey: string, messages: readonly Record<string, unknown>[]): Promise<void>;
  /** Sends one data source file as multipart part `file`; returns the job's id. */
  upload(where: { path: string; name: string; text: string }): Promise<number>;
}

const PATIENCE = 60;

export function openClient({ url, apiKey }: { url: string; apiKey: string }): Client {
  const authorization = `Bearer ${apiKey}`;
  return {
    call: (endpoint, input) =>
      call(endpoint, input, (path, { method, headers, body }) => fetch(url + path, { method, headers: { ...headers, authorization }, body })),
    async batch(writeKey, messages) {
      const body = JSON.stringify({ batch: messages, sentAt: new Date().toISOString() });
      const headers = { "content-type": "application/json", authorization: `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}` };
      for (let attempt = 0; ; attempt++) {
        const response = await fetch(`${url}/v1/batch`, { method: "POST", headers, body });
        const text = await response.text();
        if (response.ok) return;
        const isBusy = response.status === 429 || response.status === 503;
        if (!isBusy || attempt >= PATIENCE) throw new Error(`POST /v1/batch: ${response.status} ${text.slice(0, 300)}`);
        await pause(1000 * Number(response.headers.get("retry-after") ?? "1"));
      }
    },
    async upload({ path, name, text }) {
      const form = new FormData();
      form.set("file", new Blob([text], { type: "text/plain" }), name);
      const response = await fetch(url + path, { method: "POST", headers: { authorization }, body: form });
      const answer = await response.text();
      if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${answer.slice(0, 300)}`);
      const { job_id: jobId } = JSON.parse(answer) as { job_id: number };
      return jobId;
    },
  };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
