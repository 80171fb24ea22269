import { MailAddress } from "@rapport/contract/data-sources";
import type { NoticeFacts } from "@rapport/contract/data-sources";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../../deps.ts";
import { notify } from "../../notifications/index.ts";
import { settingsOf } from "../accounts/suite.ts";
import { heldSource, type ToldSource } from "./telling-queries.ts";

export type TellDeps = Pick<Deps, "clock" | "mail">;

/** Tells whoever wants to know of a source what happened to it. Of a source that was deleted nobody is told. */
export async function tell(trx: Transaction<Database>, deps: TellDeps, { dataSource, facts }: { dataSource: number; facts: NoticeFacts }): Promise<void> {
  const source = await heldSource(trx, dataSource);
  if (source === undefined) return;
  const { name, timeZone } = await settingsOf(trx, source.rsid);
  await notify(trx, deps, {
    notice: { source: { id: source.id, name: source.name }, suite: { rsid: source.rsid, name, timeZone }, facts },
    mailTo: facts.kind === "file.loaded" && !source.mail_loaded ? [] : addressesOf(source),
    language: source.mail_language,
  });
}

/** The addresses to which mail can go. What an account has as its e-mail may be any text. */
export function addressesOf({ email, mail_also: also }: Pick<ToldSource, "email" | "mail_also">): string[] {
  return [email, ...also].flatMap((text) => MailAddress.safeParse(text).data ?? []);
}
