import { Refusal } from "@rapport/contract";
import { z } from "zod";
import { jsonOf } from "../http/index.ts";
import type { PageCursor } from "./queries.ts";

const Content = z.tuple([z.string(), z.uuid()]);

/** The place in a list after its last shown client, as a text that callers send back unread. */
export function writeCursor({ sortName, customerId }: PageCursor): string {
  return Buffer.from(JSON.stringify([sortName, customerId])).toString("base64url");
}

export function readCursor(cursor: string): PageCursor {
  const [sortName, customerId] = contentOf(cursor);
  return { sortName, customerId };
}

function contentOf(cursor: string): z.output<typeof Content> {
  try {
    return Content.parse(jsonOf(Buffer.from(cursor, "base64url")));
  } catch (cause) {
    throw new Refusal("cursor.wrong", {}, { cause });
  }
}
