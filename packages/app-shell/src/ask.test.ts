import { exportAudit } from "@rapport/contract/system";
import { afterEach, expect, test, vi } from "vitest";
import { askForLines } from "./ask.ts";

afterEach(() => vi.unstubAllGlobals());

/** A server that answers these parts, and notes that it may stop. */
function answers(...parts: string[]) {
  const stopped = vi.fn<() => void>();
  const body = new ReadableStream<Uint8Array>({
    pull(to) {
      const part = parts.shift();
      if (part === undefined) to.close();
      else to.enqueue(new TextEncoder().encode(part));
    },
    cancel: stopped,
  });
  vi.stubGlobal("fetch", async () => new Response(body, { headers: { "content-type": "application/x-ndjson" } }));
  return stopped;
}

const lines = () => askForLines(exportAudit, { query: { format: "lines" } });

test("lines come as the parts of the answer bring them, and a last one without an end too", async () => {
  answers("one\ntw", "o\nthree");
  const read: string[] = [];
  for await (const some of lines()) read.push(...some);
  expect(read).toEqual(["one", "two", "three"]);
});

test("whoever stops reading lets the server stop", async () => {
  const stopped = answers(...Array.from({ length: 50 }, (_, n) => `line ${n}\n`));
  for await (const some of lines()) if (some.length > 0) break;
  expect(stopped).toHaveBeenCalled();
});
