/** What the processing slice reads back: written here as text, so that a message is not taken apart and built again. */

/** A message of the Segment API. `text` is its own JSON. */
export function segmentPayload({ text, call, sentAt, batch }: { text: string; call: string; sentAt: unknown; batch?: string | undefined }): string {
  const sent = typeof sentAt === "string" ? `,"sentAt":${JSON.stringify(sentAt)}` : "";
  return `{"message":${text}${sent},"call":"${call}"${batch === undefined ? "" : `,"batch":${batch}`}}`;
}

/** An image request: its parameters as they came. */
export function imagePayload({ query, referer }: { query: string; referer: string | undefined }): string {
  return JSON.stringify(referer === undefined ? { query } : { query, referer });
}
