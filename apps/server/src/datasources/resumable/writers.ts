import { Refusal } from "@rapport/contract";

/** Who writes into which file: one at a time. Whoever comes later takes it over, because the connection before may hang (FU21). */
export interface Writers {
  /** @param work gets a signal that is aborted, with a refusal as its reason, when somebody else wants to write */
  alone<T>(file: string, work: (takenOver: AbortSignal) => Promise<T>): Promise<T>;
}

export function createWriters(): Writers {
  const writing = new Map<string, { readonly stop: AbortController; readonly ended: Promise<void> }>();
  return {
    alone: async (file, work) => {
      for (let before = writing.get(file); before !== undefined; before = writing.get(file)) {
        before.stop.abort(new Refusal("resumable.taken_over", {}));
        await before.ended;
      }
      const stop = new AbortController();
      let end = (): void => undefined;
      writing.set(file, { stop, ended: new Promise((resolve) => (end = resolve)) });
      try {
        return await work(stop.signal);
      } finally {
        writing.delete(file);
        end();
      }
    },
  };
}
