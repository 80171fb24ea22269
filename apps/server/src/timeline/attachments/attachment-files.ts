import { join } from "node:path";
import type { Deps } from "../../deps.ts";

export function attachmentFolder({ dataDir }: Pick<Deps, "dataDir">): string {
  return join(dataDir, "attachments");
}
