import type { SourceMail } from "@rapport/contract/data-sources";
import type { Language } from "@rapport/contract";
import type { Deps } from "../../deps.ts";
import { accountOrRefusal, type AccountPlace } from "../accounts/accounts.ts";
import { addressesOf } from "./tell.ts";
import { setMail, toldSource } from "./telling-queries.ts";

type MailDeps = Pick<Deps, "db" | "mail">;

/** Who gets mail about a source, and whether any is sent at all (NO4). */
export async function readSourceMail({ db, mail }: MailDeps, place: AccountPlace): Promise<SourceMail> {
  const { id, email } = await accountOrRefusal(db, place);
  const source = await toldSource(db, id);
  const addresses = source === undefined ? [] : addressesOf(source);
  return {
    addresses,
    unusable: email === "" || addresses.includes(email.trim()) ? null : email,
    language: source?.mail_language ?? "en",
    loaded: source?.mail_loaded ?? false,
    isOn: mail !== undefined,
  };
}

export async function changeSourceMail(
  deps: MailDeps,
  { addresses, language, loaded, ...place }: AccountPlace & { addresses: readonly string[]; language: Language; loaded: boolean },
): Promise<SourceMail> {
  const { id } = await accountOrRefusal(deps.db, place);
  await setMail(deps.db, { id, addresses: [...new Set(addresses)], language, loaded });
  return await readSourceMail(deps, place);
}
