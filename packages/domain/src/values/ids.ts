import type { UnreadValues } from "./unread.ts";
import { isPlaceholder } from "./placeholders.ts";
import { readPersonId } from "./person-id.ts";
import { readText } from "./read-text.ts";
import { byteLength, firstBytes, MAX_BYTES } from "./text.ts";

/** How many bytes of a list of transaction ids are read (D14). */
export const MAX_ID_LIST = 1_000;

/** Reads the id of a person or a device; '' for a placeholder, which is told (ID3). */
export function identifying(text: string, { field, unread }: { field: string; unread: UnreadValues }): string {
  if (text === "") return "";
  const id = readPersonId(text);
  if (id === "" || !isPlaceholder(id)) return id;
  unread.tell({ reason: "id.placeholder", field, value: text });
  return "";
}

/** Splits ids at commas, each once and up to 100 bytes; of a longer list, whole ids inside its first 1,000 bytes. What is left out is told (D14). */
export function transactionIdsOf(text: string, { field, unread }: { field: string; unread: UnreadValues }): readonly string[] {
  if (text === "") return [];
  const kept = firstBytes(text, MAX_ID_LIST);
  const isCut = kept.length < text.length;
  // The limit may be exactly at the end of an id.
  const end = !isCut || text[kept.length] === "," ? kept.length : Math.max(0, kept.lastIndexOf(","));
  const left = text
    .slice(end)
    .split(",")
    .map(readText)
    .filter((id) => id !== "");
  if (left.length > 0) unread.tell({ reason: "list.cut", field, value: left.join(","), count: left.length });
  return [
    ...new Set(
      text
        .slice(0, end)
        .split(",")
        .flatMap((id) => transactionId(id, { field, unread })),
    ),
  ];
}

/** One id, read like a cell of a file; none when it is blank, or too long, which is told. */
export function transactionId(text: string, { field, unread }: { field: string; unread: UnreadValues }): readonly string[] {
  const id = readText(text);
  if (byteLength(id) <= MAX_BYTES.transactionId) return id === "" ? [] : [id];
  unread.tell({ reason: "transactionid.too_long", field, value: id });
  return [];
}
