import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";

/** A zip of these files, by name; a name that ends in a slash is a folder's own entry. */
export async function zipOf(files: Readonly<Record<string, string | Buffer>>, { compress = true }: { compress?: boolean } = {}): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(files))
    if (name.endsWith("/")) zip.addEmptyDirectory(name);
    else zip.addBuffer(Buffer.from(bytes as string), name, { compress });
  zip.end();
  return await buffer(zip.outputStream as NodeJS.ReadableStream);
}
