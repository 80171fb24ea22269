import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Language } from "../language.ts";
import { wrongAs } from "../refusals/index.ts";
import { SourcePath } from "./unlinked.ts";

/** One address, without a name. No character of it can end a line or begin another address. */
export const MailAddress = z.string().trim().max(254).regex(z.regexes.email, wrongAs("value.email"));

const Settings = z.object({
  /** Each gets a mail of its own. */
  addresses: z.array(MailAddress).max(20),
  language: Language,
  /** Also when a file was loaded without a fault. */
  loaded: z.boolean(),
});

/** Who gets mail about a data source (NO4). */
export const SourceMail = Settings.extend({
  addresses: z.array(z.string()),
  /** What stands as the e-mail of the account and is no address, so that nothing is sent there; null for nothing. */
  unusable: z.string().nullable(),
  /** False while the server has no mail server. */
  isOn: z.boolean(),
}).meta({ id: "SourceMail" });
export type SourceMail = z.infer<typeof SourceMail>;

export const getSourceMail = endpoint({
  name: "getSourceMail",
  method: "GET",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/mail",
  permission: "dataSource.manage",
  summary: "Who gets mail about a data source (NO4).",
  params: SourcePath,
  reply: SourceMail,
});

export const setSourceMail = endpoint({
  name: "setSourceMail",
  method: "PUT",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/mail",
  permission: "dataSource.manage",
  summary:
    "Say who gets mail about a data source, in which language, and whether also when a file was loaded without a fault. The first address is the e-mail of the account.",
  params: SourcePath,
  body: z.strictObject(Settings.shape),
  reply: SourceMail,
});
