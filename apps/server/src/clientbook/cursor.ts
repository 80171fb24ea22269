import { z } from "zod";
import { readPlace, writePlace } from "../http/index.ts";
import type { PageCursor } from "./queries.ts";

const Content = z.tuple([z.string(), z.uuid()]);

/** The place in a list after the last client shown. */
export function writeCursor({ sortName, customerId }: PageCursor): string {
  return writePlace([sortName, customerId]);
}

export function readCursor(cursor: string): PageCursor {
  const [sortName, customerId] = readPlace(cursor, Content);
  return { sortName, customerId };
}
