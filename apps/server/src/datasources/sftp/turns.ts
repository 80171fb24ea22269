import { NotWritten } from "./written-file.ts";

/** What one connection may hold in the server's memory: requests that wait, and parts of files that came too early. */
export interface Memory {
  /** Call what it returns when they are held no more. Throws when it would be too much. */
  hold(bytes: number): () => void;
}

const MOST_HELD_BYTES = 32 * 1024 ** 2;
/** What a request needs beside its data. */
const REQUEST_BYTES = 512;

export function createMemory(most = MOST_HELD_BYTES): Memory {
  let held = 0;
  return {
    hold: (bytes) => {
      const needed = bytes + REQUEST_BYTES;
      if (held + needed > most) throw new NotWritten("more came than was waited for");
      held += needed;
      let isHeld = true;
      return () => {
        if (isHeld) held -= needed;
        isHeld = false;
      };
    },
  };
}

interface Request {
  /** It reads a piece of a file into memory. */
  readonly reads: boolean;
  /** How much data came with it. */
  readonly bytes: number;
  readonly work: () => Promise<void>;
}

/** The requests of one session, in the order in which they came. */
export interface Turns {
  /** Begins it at once when it may. Throws when too many wait. */
  take(request: Request): void;
  /** Forgets those that wait. */
  end(): void;
}

const MOST_READS = 16;
const LOOK_AGAIN_MS = 20;

/**
 * A client that asks for more than it takes waits, so that its answers do not fill the memory.
 *
 * @param isCongested answers that were given are not sent yet
 */
export function createTurns({ memory, isCongested }: { memory: Memory; isCongested: () => boolean }): Turns {
  let waiting: (Request & { readonly release: () => void })[] = [];
  /** How many of them have begun. */
  let begun = 0;
  let reading = 0;
  let timer: NodeJS.Timeout | undefined;

  const mayBegin = ({ reads }: Request) => !(reads && reading >= MOST_READS) && !isCongested();
  const begin = ({ reads, work }: Request) => {
    if (reads) reading += 1;
    // What fails was told to the client by the work itself.
    const ended = () => {
      if (reads) reading -= 1;
      goOn();
    };
    work().then(ended, ended);
  };
  const goOn = () => {
    clearTimeout(timer);
    timer = undefined;
    for (let next = waiting[begun]; next !== undefined && mayBegin(next); next = waiting[begun]) {
      begun += 1;
      next.release();
      begin(next);
    }
    if (begun > waiting.length / 2) {
      waiting = waiting.slice(begun);
      begun = 0;
    }
    if (waiting.length > 0 && reading === 0) timer = setTimeout(goOn, LOOK_AGAIN_MS);
  };
  return {
    take: (request) => {
      if (waiting.length === 0 && mayBegin(request)) return begin(request);
      waiting.push({ ...request, release: memory.hold(request.bytes) });
      if (reading === 0) timer ??= setTimeout(goOn, LOOK_AGAIN_MS);
    },
    end: () => {
      clearTimeout(timer);
      for (const { release } of waiting) release();
      waiting = [];
      begun = 0;
    },
  };
}
