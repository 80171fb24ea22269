/** A file in the folder of a data source, as the disk has it. */
export interface FolderFile {
  readonly name: string;
  readonly bytes: number;
  /** When it was written last, in epoch milliseconds. */
  readonly writtenAt: number;
  /** False for a folder, a link, or anything else that is not a plain file. */
  readonly isPlain: boolean;
  /** False when the server's account may not read it. */
  readonly isReadable?: boolean;
  /** Somebody is writing it now. */
  readonly isOpen: boolean;
}

/** Why a file waits (FO3): `ready` and `open` only need time, the others need its sender. */
export type FolderFileState = "ready" | "open" | "no_fin" | "fin_first" | "fin_alone" | "capital_ending" | "not_plain" | "unreadable";

export interface QueuedFile extends FolderFile {
  readonly state: FolderFileState;
  /** The name of the `.fin` that says that it is whole. */
  readonly fin: string | null;
}

export interface FolderReading {
  /** Files and lonely `.fin`s by name: in this order they are taken (FU4). */
  readonly files: readonly QueuedFile[];
  /** What waits: files that are taken, or will be, without their `.fin`s. */
  readonly bytes: number;
  /** More waits than may: nothing is taken until it is less (FO4). */
  readonly isPaused: boolean;
}

const FIN = ".fin";
/** How long a file may wait for its sender before somebody is told (FO8). */
export const TOLD_AFTER_MS = 30 * 60 * 1000;

/** What lies in a folder, and what of it can be taken (FO2 to FO4). Hidden files, as programs write them while they copy, are not looked at. */
export function readFolder(found: readonly FolderFile[], { mostBytes }: { mostBytes: number }): FolderReading {
  const files = found.filter(({ name }) => !name.startsWith(".")).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const fins = new Map(files.filter(({ name, isPlain }) => isPlain && isFin(name)).map((file) => [baseOf(file.name), file]));
  const data = files.filter((file) => fins.get(baseOf(file.name)) !== file);
  const bases = new Set(data.filter(({ isPlain }) => isPlain).map(({ name }) => baseOf(name)));
  const bytes = data.reduce((sum, file) => sum + file.bytes, 0);
  const queued = files.flatMap((file): QueuedFile[] => {
    const fin = fins.get(baseOf(file.name));
    if (fin !== file) return [{ ...file, state: stateOf(file, fin), fin: fin?.name ?? null }];
    return bases.has(baseOf(file.name)) ? [] : [{ ...file, state: file.isOpen ? "open" : "fin_alone", fin: null }];
  });
  return { files: queued, bytes, isPaused: bytes > mostBytes };
}

/** A file that says that another one is whole. */
export function isFin(name: string): boolean {
  return name.endsWith(FIN);
}

/** Files that have waited for their sender for so long that somebody is told. */
export function isStuck({ state, writtenAt }: QueuedFile, now: number): boolean {
  return state !== "ready" && state !== "open" && now - writtenAt >= TOLD_AFTER_MS;
}

function stateOf(file: FolderFile, fin: FolderFile | undefined): FolderFileState {
  if (!file.isPlain) return "not_plain";
  if (file.isReadable === false) return "unreadable";
  if (/\.[^.]*[A-Z][^.]*$/.test(file.name)) return "capital_ending";
  if (file.isOpen || fin?.isOpen === true) return "open";
  if (fin === undefined) return "no_fin";
  return fin.writtenAt < file.writtenAt ? "fin_first" : "ready";
}

/** The name without its ending: `data.txt` and `data.fin` have one base name, `Data.fin` has another. */
export function baseOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot < 1 ? name : name.slice(0, dot);
}
