import { lookAt } from "./folder-files.ts";

/**
 * Whether that is a folder, and not a link to one: through a link, a sender would reach files of somebody else, and old ones would be removed there. Look again
 * before each use.
 */
export async function realFolder(path: string): Promise<"folder" | "missing" | "something else"> {
  const found = await lookAt(path);
  if (found === undefined) return "missing";
  return found.isDirectory() ? "folder" : "something else";
}
