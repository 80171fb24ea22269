import type { SourceMail } from "@rapport/contract/data-sources";
import type { Language } from "@rapport/contract";
import { inTransaction } from "@rapport/operational";
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../../deps.ts";
import { giveUpMails } from "../../notifications/index.ts";
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
  const { id, rsid } = await accountOrRefusal(deps.db, place);
  await inTransaction(deps.db, async (trx) => {
    const source = await toldSource(trx, id);
    const fresh = [...new Set(addresses)];
    // An e-mail to which nothing can be sent stays as it is, until somebody changes who gets mail.
    const isSame = source !== undefined && isDeepStrictEqual(addressesOf(source), fresh);
    await setMail(trx, { id, addresses: isSame ? [source.email, ...source.mail_also] : fresh, language, loaded });
    await giveUpMails(trx, { rsid, source: id, addresses: fresh });
  });
  return await readSourceMail(deps, place);
}

/** Whether an address still stands with a source that is not deleted. */
export async function isMailed({ db }: Pick<Deps, "db">, { rsid, source: id, address }: { rsid: string; source: number; address: string }): Promise<boolean> {
  const source = await toldSource(db, id);
  return source !== undefined && source.rsid === rsid && addressesOf(source).includes(address);
}
