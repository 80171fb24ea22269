import type { FileMapping, MappingPreview } from "@rapport/contract/data-sources";

/** What a part of the page changes, beside the file that was chosen to look at. */
export interface Drafting {
  readonly mapping: FileMapping;
  readonly preview: MappingPreview | undefined;
  readonly onChange: (part: Partial<FileMapping>) => void;
}
