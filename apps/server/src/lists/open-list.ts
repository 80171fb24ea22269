import type { LegalEntityCode } from "@rapport/contract";
import type { ListName } from "@rapport/contract/lists";
import type { Deps } from "../deps.ts";
import { clientBookList } from "./client-book-list.ts";
import { customerList } from "./customer-list.ts";
import type { EditableList } from "./editable-list.ts";
import { FEATURE_LIST } from "./feature-list.ts";
import { organisationList } from "./organisation-list.ts";

export interface ListPlace {
  readonly list: ListName;
  /** `null` for the list of legal entities. */
  readonly legalEntity: LegalEntityCode | null;
}

export async function openList(deps: Pick<Deps, "db">, { list, legalEntity }: ListPlace): Promise<EditableList> {
  if (list === "features") return FEATURE_LIST;
  if (list !== "customers" && list !== "client-books") return organisationList(list, legalEntity);
  if (legalEntity === null) throw new Error("customers and client books belong to a legal entity");
  if (list === "client-books") return clientBookList(legalEntity);
  return await customerList(deps, legalEntity);
}
