import type { REASONS, WordsOf } from "@rapport/contract/refusals";

/** Reasons to refuse something about data sources and how their files come, in Dutch. */
export const DATA_SOURCE_REASONS_NL: Pick<
  WordsOf<typeof REASONS>,
  Extract<
    keyof typeof REASONS,
    | `delivery.${string}`
    | `webhook.${string}`
    | `data_source.${string}`
    | `id_rule.${string}`
    | `mapping.${string}`
    | `mend.${string}`
    | `older_api.${string}`
    | `parts.${string}`
    | `resumable.${string}`
    | `rows.${string}`
    | `sftp.${string}`
    | "upload.not_replaceable"
    | "upload.replaced"
  >
> = {
  "data_source.inactive": ({ dataSourceId }) =>
    `Gegevensbron ${dataSourceId} is uitgezet en neemt geen bestanden aan. Wie gegevensbronnen beheert, kan hem weer aanzetten.`,
  "data_source.unknown": ({ dataSourceId, rsid }) => `Rapportsuite ${rsid} heeft geen gegevensbron ${dataSourceId}.`,
  "delivery.unknown": ({ delivery }) => `Deze rapportsuite heeft geen bericht ${delivery}.`,
  "delivery.address_removed": () => "Het adres staat niet meer bij de gegevensbron, dus er gaat geen mail naartoe. Voeg het daar eerst toe.",
  "delivery.mail_off": () => "Mail staat uit op deze server. Vraag wie de server beheert om RAPPORT_SMTP_URL in te stellen.",
  "webhook.unknown": () => "Deze rapportsuite heeft die webhook niet.",
  "webhook.off": () => "De webhook staat uit of is verwijderd; er wordt niets naartoe gestuurd. Zet hem eerst aan.",
  "webhook.too_many": ({ most }) => `Een rapportsuite heeft hooguit ${most} webhooks. Verwijder er een die niet meer nodig is.`,
  "webhook.wrong": () => "De webhook kan zo niet worden bewaard.",
  "id_rule.busy": () => "Een andere wijziging van hoe de id's van deze bron worden gelezen is nog bezig. Probeer het opnieuw als die klaar is.",
  "id_rule.holds": () =>
    "Er geldt een wijziging van hoe de id's van deze bron worden gelezen, dus de id's tot nu toe zijn niet zoals ze in de bestanden staan. Neem die eerst terug.",
  "id_rule.not_newest": () => "Alleen de nieuwste wijziging die geldt kan worden teruggenomen.",
  "id_rule.same": () => "De id's van deze bron worden al zo gelezen.",
  "parts.cell": ({ why, row, column }) =>
    `In rij ${row}, kolom ${column} staat ${why === "split" ? "een tab of een regeleinde; dat past niet in een cel van een bestand" : "een getal dat te lang is om precies te zijn; stuur het als tekst"}.`,
  "parts.row": ({ why, row }) => `Rij ${row} ${why === "empty" ? "is leeg" : "begint met #, en is daarmee een opmerking in deze gegevensbron"}.`,
  "parts.too_many_jobs": ({ most }) => `Van ${most} taken van deze gegevensbron is het laatste deel nog niet gekomen. Maak er eerst een af.`,
  "parts.cells": ({ row, cells, columns }) => `Rij ${row} heeft ${cells} cellen, en er zijn ${columns} kolommen.`,
  "parts.columns": (wrong) => {
    switch (wrong.why) {
      case "none":
        return "Er is geen kolom.";
      case "differ":
        return "Dit zijn niet de kolommen van de eerdere delen van deze taak.";
      case "no_date":
        return "Er is geen kolom Date; elke rij heeft een datum nodig.";
      case "too_long":
        return "De namen van de kolommen zijn te lang.";
      case "unknown":
        return `De kolom ${wrong.column} wordt niet aangenomen. Gebruik een kop uit het sjabloon van de gegevensbron.`;
      case "twice":
        return `De kolom ${wrong.column} staat er twee keer.`;
    }
  },
  "parts.failed": ({ job }) =>
    `De taak "${job}" is mislukt door een eerder deel; GetJobs zegt waarom. De rest wordt geweigerd tot en met het deel met finished. Stuur hem daarna opnieuw.`,
  "parts.job_failed": ({ job, parts, megabytes }) =>
    `De taak "${job}" is groter dan ${parts} delen of ${megabytes} MB en is dus in zijn geheel mislukt. Verdeel hem over meer taken.`,
  "parts.job_name": () => "De naam van een taak bestaat uit letters en cijfers, met daartussen spaties, punten, streepjes en lage streepjes.",
  "mend.mended": ({ upload, line, by }) => `Regel ${line} van upload ${upload} is al hersteld, door upload ${by}. Kijk daar wat ervan werd.`,
  "mend.no_row": ({ line, why }) =>
    why === "empty"
      ? `Regel ${line} zou leeg zijn, en is dan geen rij. Vul de cellen, of laat de regel zoals hij was.`
      : `Regel ${line} zou met # beginnen, en is dan een opmerking in deze gegevensbron. Begin met iets anders.`,
  "mend.not_mendable": ({ upload, why }) => {
    switch (why) {
      case "failed":
        return `Upload ${upload} is als geheel mislukt, niet door fouten in rijen. Verbeter het bestand en stuur het als nieuw bestand.`;
      case "undone":
        return `Upload ${upload} is ongedaan gemaakt; ook de afgekeurde rijen worden dus niet hersteld. Stuur het verbeterde bestand als nieuw bestand.`;
      case "not_ended":
        return `Upload ${upload} wordt nog geladen. Herstel de rijen als hij klaar is.`;
      case "duplicate":
        return `Upload ${upload} heeft niets geladen, omdat het bestand al eerder was geladen. Herstel de rijen van die eerdere upload.`;
      case "under_way":
        return `Een verbeterd bestand is onderweg om upload ${upload} te vervangen. Wacht tot dat klaar is.`;
    }
  },
  "mend.not_rejected": ({ upload, line }) => `Regel ${line} van upload ${upload} is niet afgekeurd, dus er is niets te herstellen.`,
  "mend.twice": ({ line }) => `Regel ${line} staat er twee keer. Stuur elke rij één keer.`,
  "mapping.changed": () => "Iemand heeft de indeling intussen gewijzigd. Laad de pagina opnieuw om het te zien.",
  "mapping.no_date": () => "Geen kolom wordt als Date gelezen. Elke rij heeft een datum nodig.",
  "mapping.twice": ({ column }) => `De kolom ${column} staat twee keer in de indeling.`,
  "mapping.unknown": ({ column }) => `Er is geen kop ${column} waaronder een kolom gelezen kan worden.`,
  "resumable.beyond": () => "Er kwamen meer bytes dan het bestand zou hebben. Stuur het opnieuw met de juiste lengte.",
  "resumable.file_changed": () => "Het bestand is gewijzigd of verplaatst terwijl het werd verzonden. Kies het opnieuw.",
  "resumable.header": ({ header, expected }) => `De header ${header} ontbreekt of klopt niet: ${expected}.`,
  "resumable.offset": ({ received }) => `Er zijn tot nu toe ${received} bytes van het bestand gekomen. Ga daar verder.`,
  "resumable.taken_over": () => "Het bestand gaat verder over een andere verbinding.",
  "resumable.too_many": ({ most }) => `Van deze gegevensbron zijn ${most} bestanden begonnen en niet afgemaakt. Ga met een ervan verder, of gooi het weg.`,
  "resumable.unknown": () => "Van dit bestand is hier niets meer: het is weggegooid, of er kwam een week lang niets van. Stuur het vanaf het begin.",
  "rows.none_of_days": ({ from, to }) => `Geen rij van deze gegevensbron telt in rapporten van ${from} tot en met ${to}.`,
  "rows.not_in_reports": ({ upload, line }) => `Regel ${line} van upload ${upload} staat in geen rapport, dus er is niets terug te nemen.`,
  "sftp.key_unknown": ({ key }) => `Deze gegevensbron heeft geen publieke sleutel ${key}.`,
  "sftp.keys_full": ({ most }) => `Een gegevensbron heeft hoogstens ${most} publieke sleutels. Verwijder er eerst een.`,
  "sftp.key_wrong": () => "Deze publieke sleutel kan niet worden gebruikt.",
  "sftp.off": () => "Deze server neemt geen bestanden aan via SFTP. Wie hem beheert kan RAPPORT_SFTP_PORT instellen.",
  "upload.not_replaceable": ({ upload, why }) => {
    switch (why) {
      case "failed":
        return `Upload ${upload} is mislukt en heeft geen rijen in rapporten. Stuur het verbeterde bestand als nieuw bestand.`;
      case "undone":
        return `Upload ${upload} is ongedaan gemaakt en heeft geen rijen in rapporten. Stuur het verbeterde bestand als nieuw bestand.`;
      case "not_ended":
        return `Upload ${upload} wordt nog geladen. Vervang hem als hij klaar is.`;
      case "duplicate":
        return `Upload ${upload} heeft niets geladen, omdat het bestand al eerder was geladen. Vervang die eerdere upload.`;
      case "refunds":
        return "Rijen van terugbetalingen nemen één voor één van hun bestellingen af; zo'n upload wordt dus niet vervangen. Maak hem ongedaan en stuur het verbeterde bestand.";
      case "cluster":
        return "De rapporten van deze server liggen op meerdere databaseservers; daar kan een upload niet in één stap worden vervangen. Maak hem ongedaan en stuur het verbeterde bestand.";
      case "under_way":
        return `Een ander bestand is al onderweg om upload ${upload} te vervangen. Wacht tot dat klaar is.`;
      case "mended":
        return `Afgekeurde rijen van upload ${upload} zijn hersteld en kwamen als eigen upload; ze zouden dubbel tellen. Maak die eerst ongedaan.`;
    }
  },
  "upload.replaced": ({ upload, by }) => `Upload ${upload} is vervangen door upload ${by}, waarvan de rijen nu in rapporten staan. Vraag dit van upload ${by}.`,
  "older_api.method": ({ known }) => `Deze methode bestaat niet. De methode is een van ${known}.`,
};
