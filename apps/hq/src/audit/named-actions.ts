import { METRIC_FIELDS } from "./metric-words.ts";
import { SEGMENT_FIELDS } from "./segment-words.ts";
import { WEBHOOK_FIELDS } from "./webhook-words.ts";

/** What is done with client books, in the words of the log. */
export const BOOK_ACTIONS = {
  en: {
    "action.customer.added_to_book": "Added to client book",
    "action.customer.moved_to_book": "Moved to another client book",
    "action.customer.asked_for": "Asked a colleague for the client",
    "action.customer.request_answered": "Answered a request for the client",
    "action.customer.request_withdrawn": "Took back a request for the client",
    "action.customer.removed_from_book": "Removed from client book",
    "action.client_book.viewed": "Client book seen",
  },
  nl: {
    "action.customer.added_to_book": "Aan klantenboek toegevoegd",
    "action.customer.moved_to_book": "Naar ander klantenboek verplaatst",
    "action.customer.asked_for": "Een collega om de klant gevraagd",
    "action.customer.request_answered": "Een vraag om de klant beantwoord",
    "action.customer.request_withdrawn": "Een vraag om de klant teruggenomen",
    "action.customer.removed_from_book": "Uit klantenboek verwijderd",
    "action.client_book.viewed": "Klantenboek bekeken",
  },
};

/** What senders do with files by SFTP. */
export const FILE_ACTIONS = {
  en: {
    "action.file.sent": "File sent by SFTP",
    "action.file.fetched": "File fetched by SFTP",
    "action.file.removed": "File removed by SFTP",
    "action.file.renamed": "File renamed by SFTP",
  },
  nl: {
    "action.file.sent": "Bestand gestuurd via SFTP",
    "action.file.fetched": "Bestand opgehaald via SFTP",
    "action.file.removed": "Bestand verwijderd via SFTP",
    "action.file.renamed": "Bestand hernoemd via SFTP",
  },
};

export const SFTP_FIELDS = {
  en: { sftpKeys: "Public keys", file: "File", signedInBy: "Signed in by" },
  nl: { sftpKeys: "Publieke sleutels", file: "Bestand", signedInBy: "Ingelogd met" },
};

const MAIL_FIELDS = {
  en: { mailAlso: "Further addresses for mail", mailLanguage: "Language of mails", mailLoaded: "Mail also of faultless files" },
  nl: { mailAlso: "Verdere adressen voor mail", mailLanguage: "Taal van mails", mailLoaded: "Mail ook bij foutloze bestanden" },
} as const;

/** Names of the fields of a data source that say how its rows are linked. */
export const READING_FIELDS = {
  en: {
    columns: "Columns of its files",
    deactivatedAt: "Deactivated since",
    idRule: "How ids are read",
    matchAlert: "Share of linked rows below which somebody is told",
    ...MAIL_FIELDS.en,
    ...METRIC_FIELDS.en,
    ...SEGMENT_FIELDS.en,
    ...WEBHOOK_FIELDS.en,
  },
  nl: {
    columns: "Kolommen van de bestanden",
    deactivatedAt: "Uitgezet sinds",
    idRule: "Hoe id's worden gelezen",
    matchAlert: "Aandeel gekoppelde rijen waaronder iemand het hoort",
    ...MAIL_FIELDS.nl,
    ...METRIC_FIELDS.nl,
    ...SEGMENT_FIELDS.nl,
    ...WEBHOOK_FIELDS.nl,
  },
} as const;
