import type { DataSourceAccount } from "@rapport/contract/data-sources";
import type { TextOf } from "@rapport/app-shell";
import type { sourceTexts } from "./texts.ts";

/** The name of a data source; without one, its type and number. */
export function sourceName({ name, type, data_source_id: id }: DataSourceAccount, text: TextOf<typeof sourceTexts>): string {
  return name === "" ? text("sources.unnamed", { type: text(`sources.types.${type}`), id }) : name;
}
