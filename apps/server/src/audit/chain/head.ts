/** Where the chain of a day ended at some time: its last place, counted from 1, and the hash there. With place 0 the day had no entry yet. */
export interface Head {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly position: number;
  readonly hash: Buffer;
}

/** As the log of the server has it: `2026-03-02:1234:5f…`. */
export function writeHead({ day, position, hash }: Head): string {
  return [day, position, hash.toString("hex")].join(":");
}

/** Reads what `writeHead` wrote; undefined for anything else. */
export function readHead(text: string): Head | undefined {
  const [, day, position, hex] = /^(\d{4}-\d{2}-\d{2}):(\d{1,15}):([0-9a-f]{64})$/i.exec(text.trim()) ?? [];
  return day === undefined || position === undefined || hex === undefined ? undefined : { day, position: Number(position), hash: Buffer.from(hex, "hex") };
}
