import type { LegalEntityCode } from "@rapport/contract";
import type { ListName } from "@rapport/contract/lists";
import type { Deps } from "../deps.ts";
import { customerList } from "./customer-list.ts";
import type { EditableList } from "./editable-list.ts";
import { organisationList } from "./organisation-list.ts";

export interface ListPlace {
  readonly list: ListName;
  /** `null` for the list of legal entities. */
  readonly legalEntity: LegalEntityCode | null;
}

export async function openList(deps: Pick<Deps, "db">, { list, legalEntity }: ListPlace): Promise<EditableList> {
  if (list !== "customers") return organisationList(list, legalEntity);
  if (legalEntity === null) throw new Error("customers belong to a legal entity");
  return await customerList(deps, legalEntity);
}
