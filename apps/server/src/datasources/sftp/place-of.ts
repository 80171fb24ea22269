import { posix } from "node:path";
import { ERRORS } from "../folders/places.ts";

/** What a path of a sender means: everything they see is their source's folder, as if it were the whole disk (SF3). */
export type Place =
  | { readonly kind: "root" }
  | { readonly kind: "errors" }
  | { readonly kind: "file"; readonly folder: "root" | "errors"; readonly name: string };

const NAME_BYTES = 200;

/** undefined for what cannot be there: a deeper folder, or a name that is none. */
export function placeOf(path: string): Place | undefined {
  const parts = absolute(path)
    .split("/")
    .filter((part) => part !== "");
  const [first = "", second] = parts;
  if (parts.length === 0) return { kind: "root" };
  if (first === ERRORS) {
    if (second === undefined) return { kind: "errors" };
    return parts.length === 2 && isName(second) ? { kind: "file", folder: "errors", name: second } : undefined;
  }
  return second === undefined && isName(first) ? { kind: "file", folder: "root", name: first } : undefined;
}

/** The path from the root on, without `.` and `..`. */
export function absolute(path: string): string {
  return posix.normalize(`/${path}`).replace(/(?<=.)\/$/, "");
}

function isName(name: string): boolean {
  return Buffer.byteLength(name) <= NAME_BYTES && !name.startsWith(".") && !/[\p{Cc}\\\uFFFD]/u.test(name);
}
