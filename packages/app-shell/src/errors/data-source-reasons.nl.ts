import type { REASONS, WordsOf } from "@rapport/contract/refusals";

/** Reasons to refuse something about data sources and how their files come, in Dutch. */
export const DATA_SOURCE_REASONS_NL: Pick<
  WordsOf<typeof REASONS>,
  Extract<keyof typeof REASONS, `data_source.${string}` | `id_rule.${string}` | `sftp.${string}`>
> = {
  "data_source.unknown": ({ dataSourceId, rsid }) => `Rapportsuite ${rsid} heeft geen gegevensbron ${dataSourceId}.`,
  "id_rule.busy": () => "Een andere wijziging van hoe de id's van deze bron worden gelezen is nog bezig. Probeer het opnieuw als die klaar is.",
  "id_rule.not_newest": () => "Alleen de nieuwste wijziging die geldt kan worden teruggenomen.",
  "id_rule.same": () => "De id's van deze bron worden al zo gelezen.",
  "sftp.key_unknown": ({ key }) => `Deze gegevensbron heeft geen publieke sleutel ${key}.`,
  "sftp.keys_full": ({ most }) => `Een gegevensbron heeft hoogstens ${most} publieke sleutels. Verwijder er eerst een.`,
  "sftp.key_wrong": () => "Deze publieke sleutel kan niet worden gebruikt.",
  "sftp.off": () => "Deze server neemt geen bestanden aan via SFTP. Wie hem beheert kan RAPPORT_SFTP_PORT instellen.",
};
