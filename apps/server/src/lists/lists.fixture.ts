import type { LegalEntityCode } from "@rapport/contract";
import { DistributionList, ListImport, type ImportProblem, type ListName } from "@rapport/contract/lists";
import { expect } from "vitest";
import type { TestServer } from "../testing/index.ts";

export interface Lists {
  /** The whole list as CSV, without its byte order mark. */
  exported(list: ListName, separator?: string): Promise<string>;
  /** Sends a file and waits until it is checked or has failed. */
  checked(list: ListName, file: string | Buffer): Promise<ListImport>;
  /** Applies a checked import and waits until that is done. */
  applied(checked: ListImport, mode: "all" | "good"): Promise<ListImport>;
  /** All of them, page after page. */
  problems(of: ListImport): Promise<ImportProblem[]>;
  /** The status and the body of an answer. */
  ask(list: ListName, path: string, options?: { method?: "GET" | "POST"; body?: object }): Promise<{ status: number; body: string }>;
}

/** Calls the endpoints of a legal entity's lists, and those of the list of legal entities. */
export function listsOf({ inject, apiKey }: Pick<TestServer, "inject" | "apiKey">, legalEntity: LegalEntityCode): Lists {
  const base = (list: ListName) => {
    if (list === "legal-entities" || list === "features") return `/api/lists/${list}`;
    return `/api/legal-entities/${legalEntity}/${DistributionList.safeParse(list).success ? "distribution/" : ""}lists/${list}`;
  };
  const authorization = `Bearer ${apiKey}`;
  const ask: Lists["ask"] = async (list, path, { method = "GET", body } = {}) => {
    const answer = await inject({ method, url: `${base(list)}/${path}`, headers: { authorization }, ...(body !== undefined && { payload: body }) });
    return { status: answer.statusCode, body: answer.body };
  };
  const read = async (list: ListName, id: string) => ListImport.parse(JSON.parse((await ask(list, `imports/${id}`)).body));
  const waited = async (list: ListName, id: string) => {
    const isDone = async () => !["checking", "applying"].includes((await read(list, id)).phase);
    await expect.poll(isDone, { timeout: 120_000, interval: 20 }).toBe(true);
    return await read(list, id);
  };
  return {
    ask,
    exported: async (list, separator = "comma") => {
      const { status, body } = await ask(list, `export?separator=${separator}`);
      expect([status, body.startsWith("\uFEFF")]).toEqual([200, true]);
      return body.slice(1);
    },
    checked: async (list, file) => {
      const payload = Buffer.concat([
        Buffer.from('--b0undary\r\nContent-Disposition: form-data; name="file"; filename="rows.csv"\r\nContent-Type: text/csv\r\n\r\n'),
        Buffer.from(file),
        Buffer.from("\r\n--b0undary--\r\n"),
      ]);
      const headers = { authorization, "content-type": "multipart/form-data; boundary=b0undary" };
      const answer = await inject({ method: "POST", url: `${base(list)}/imports`, headers, payload });
      expect([answer.statusCode, answer.body]).toEqual([201, expect.stringContaining('"checking"')]);
      return await waited(list, ListImport.parse(answer.json()).id);
    },
    applied: async ({ id, list }, mode) => {
      const { status, body } = await ask(list, `imports/${id}/apply`, { method: "POST", body: { mode } });
      expect([status, body]).toEqual([200, expect.stringContaining('"applying"')]);
      return await waited(list, id);
    },
    problems: async ({ id, list }) => {
      const all: ImportProblem[] = [];
      for (let after: number | null = 0; after !== null;) {
        const { body } = await ask(list, `imports/${id}/problems?limit=1000&after=${after}`);
        const page = JSON.parse(body) as { problems: ImportProblem[]; next: number | null };
        all.push(...page.problems);
        after = page.next;
      }
      return all;
    },
  };
}
