import { useText } from "@rapport/app-shell";
import { ManyCombobox } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { storeGroupQueries } from "../store-groups/queries.ts";
import { publishedStoresQuery } from "./queries.ts";
import { distributionTexts } from "./texts.ts";

/** Stores and groups of stores; nothing chosen is all stores. */
export interface Where {
  readonly stores: readonly string[];
  readonly groups: readonly string[];
}

export const EVERYWHERE: Where = { stores: [], groups: [] };

const GROUP = "group ";
const STORE = "store ";

/** The stores and groups for which jobs run. */
export function WhereField({ legalEntity, where, onWhere }: { legalEntity: string; where: Where; onWhere: (where: Where) => void }) {
  const text = useText(distributionTexts);
  const stores = useQuery(publishedStoresQuery(legalEntity)).data ?? [];
  const groups = useQuery(storeGroupQueries.listQuery(legalEntity)).data?.rows ?? [];
  return (
    <ManyCombobox
      label={text("runStores")}
      hint={text("whereHint")}
      chosen={[...where.groups.map((code) => GROUP + code), ...where.stores.map((number) => STORE + number)]}
      options={[
        ...groups.map(({ code, name }) => ({ value: GROUP + code, label: text("groupNamed", { name }) })),
        ...stores.map(({ store, name }) => ({ value: STORE + store, label: name })),
      ]}
      onChoose={(chosen) => onWhere({ groups: after(GROUP, chosen), stores: after(STORE, chosen) })}
    />
  );
}

function after(prefix: string, values: readonly string[]): string[] {
  return values.filter((value) => value.startsWith(prefix)).map((value) => value.slice(prefix.length));
}
