/** Which files of folders are being written by SFTP, and which are being taken: never both at once. */
export interface FilesInUse {
  isOpen(path: string): boolean;
  /**
   * Waits while the file is taken, and makes an earlier writer give way: it may be a connection that was cut and nobody noticed yet. Call what it returns
   * when the writing ended.
   *
   * @param giveWay resolves when nothing more is written
   */
  write(path: string, giveWay: () => Promise<void>): Promise<() => void>;
  /** Runs `work` while nobody can begin to write the file; not at all while somebody writes it. */
  take(path: string, work: () => Promise<void>): Promise<void>;
}

export function createFilesInUse(): FilesInUse {
  const writers = new Map<string, () => Promise<void>>();
  const taken = new Map<string, Promise<void>>();
  return {
    isOpen: (path) => writers.has(path),
    write: async (path, giveWay) => {
      const before = () => {
        const earlier = writers.get(path);
        return taken.get(path) ?? earlier?.().then(() => void (writers.get(path) === earlier && writers.delete(path)));
      };
      for (let waiting = before(); waiting !== undefined; waiting = before()) await waiting;
      writers.set(path, giveWay);
      return () => {
        if (writers.get(path) === giveWay) writers.delete(path);
      };
    },
    take: async (path, work) => {
      if (writers.has(path) || taken.has(path)) return;
      const working = work();
      const ended = working.then(
        () => undefined,
        () => undefined,
      );
      taken.set(path, ended);
      try {
        await working;
      } finally {
        taken.delete(path);
      }
    },
  };
}
