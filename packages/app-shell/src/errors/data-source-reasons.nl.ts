import type { REASONS, WordsOf } from "@rapport/contract/refusals";

/** Reasons to refuse something about data sources and how their files come, in Dutch. */
export const DATA_SOURCE_REASONS_NL: Pick<WordsOf<typeof REASONS>, Extract<keyof typeof REASONS, `data_source.${string}` | `sftp.${string}`>> = {
  "data_source.unknown": ({ dataSourceId, rsid }) => `Rapportsuite ${rsid} heeft geen gegevensbron ${dataSourceId}.`,
  "sftp.key_unknown": ({ key }) => `Deze gegevensbron heeft geen publieke sleutel ${key}.`,
  "sftp.keys_full": ({ most }) => `Een gegevensbron heeft hoogstens ${most} publieke sleutels. Verwijder er eerst een.`,
  "sftp.key_wrong": () => "Deze publieke sleutel kan niet worden gebruikt.",
  "sftp.off": () => "Deze server neemt geen bestanden aan via SFTP. Wie hem beheert kan RAPPORT_SFTP_PORT instellen.",
};
