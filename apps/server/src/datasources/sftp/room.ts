/** How many bytes the folder of a sender holds, also while many of its files grow (SF7). */
export interface Room {
  /** Looks at what lies there, and counts a file that grows from now on. */
  begin(of: { folder: string; file: string; look: () => Promise<readonly Lying[]> }): Promise<Growing>;
}

export interface Lying {
  readonly path: string;
  readonly bytes: number;
}

export interface Growing {
  /** It is open, and so much of it is there. Call what it returns when it grows no more. */
  opened(bytes: number): () => void;
  /** False when the folder would hold too much if the file had so many bytes. */
  mayBe(bytes: number): Promise<boolean>;
}

/** @param mostBytes how much a folder may hold */
export function createRoom(mostBytes: number): Room {
  const folders = new Map<string, Map<string, number>>();
  /** How often each file is open to be written. */
  const open = new Map<string, number>();
  const count = (file: string, by: 1 | -1) => {
    const now = (open.get(file) ?? 0) + by;
    if (now > 0) open.set(file, now);
    else open.delete(file);
  };
  return {
    begin: async ({ folder, file, look }) => {
      const lookAgain = async () => {
        const lying = await look();
        const before = known();
        const found = new Map(lying.map(({ path, bytes }) => [path, bytes]));
        // What a file that grows may have is more than what lies there yet.
        for (const [path, bytes] of before) if (open.has(path)) found.set(path, bytes);
        folders.set(folder, found);
      };
      const known = () => folders.get(folder) ?? new Map<string, number>();
      const fits = (bytes: number) => {
        let sum = bytes;
        for (const [path, theirs] of known()) if (path !== file) sum += theirs;
        return sum <= mostBytes;
      };
      await lookAgain();
      return {
        opened: (bytes) => {
          known().set(file, bytes);
          count(file, 1);
          return () => count(file, -1);
        },
        mayBe: async (bytes) => {
          // Something may have been taken or removed since.
          if (!fits(bytes)) await lookAgain();
          if (!fits(bytes)) return false;
          known().set(file, Math.max(bytes, known().get(file) ?? 0));
          return true;
        },
      };
    },
  };
}
