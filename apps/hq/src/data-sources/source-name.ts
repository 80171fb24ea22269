import type { DataSourceAccount } from "@rapport/contract/data-sources";
import type { TFunction } from "i18next";

/** What a data source is called; one that came without a name is called by its type and number. */
export function sourceName({ name, type, data_source_id: id }: DataSourceAccount, t: TFunction): string {
  return name === "" ? t("sources.unnamed", { type: t(`sources.types.${type}`), id }) : name;
}
