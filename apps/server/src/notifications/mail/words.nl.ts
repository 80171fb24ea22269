import { readFileFailure } from "@rapport/contract/refusals";
import { FILE_FAILURES_NL } from "@rapport/contract/refusals/dutch";
import type { MailWords } from "./mail-words.ts";

export const wordsNl: MailWords = {
  lines: {
    "file.failed": ({ filename, failure, rowsRead, jobId, receivedAt }, source, { number, time }) => [
      `${source}: ${filename} is mislukt`,
      wordsNl.failure(failure),
      `Gelezen rijen: ${number(rowsRead)}. Upload ${jobId}, ontvangen ${time(receivedAt)}.`,
    ],
    "file.rejected_rows": ({ filename, rejected, rowsRead, jobId, receivedAt }, source, { number, time }) => [
      `${source}: van ${filename} ${rejected === 1 ? "is 1 rij" : `zijn ${number(rejected)} rijen`} afgekeurd`,
      `Er zijn ${number(rowsRead)} rijen gelezen, ${number(rejected)} afgekeurd en ${number(rowsRead - rejected)} geladen. Wat er met elke rij mis is, staat bij de upload.`,
      `Upload ${jobId}, ontvangen ${time(receivedAt)}.`,
    ],
    "file.loaded": ({ filename, rowsRead, duplicateOf, jobId, receivedAt }, source, { number, time }) =>
      duplicateOf === null
        ? [`${source}: ${filename} is geladen`, `Alle rijen zijn aangenomen: ${number(rowsRead)}.`, `Upload ${jobId}, ontvangen ${time(receivedAt)}.`]
        : [
            `${source}: ${filename} kwam een tweede keer`,
            `Het is eerder geladen, als upload ${duplicateOf}. Er is niets veranderd.`,
            `Upload ${jobId}, ontvangen ${time(receivedAt)}.`,
          ],
    "file.waiting": ({ files, filename, why, since }, source, { number, time }) => [
      files === 1
        ? `${source}: ${filename} wacht in de map en wordt niet opgehaald`
        : `${source}: ${number(files)} bestanden wachten in de map en worden niet opgehaald`,
      `${files === 1 ? "Het wacht" : `${filename} is het eerste. Ze wachten`} sinds ${time(since)}. ${wordsNl.waiting[why]}`,
    ],
    "source.stopped": ({ filename, jobId, receivedAt }, source, { time }) => [
      `${source} staat stil na een mislukt bestand`,
      `${filename} is mislukt (upload ${jobId}, ontvangen ${time(receivedAt)}). Bestanden die nu komen, wachten tot iemand de bron op het hoofdkantoor herstart.`,
    ],
    "login.asleep": ({ login, lastUsedAt }, source, { time }) => [
      `${source}: de SFTP-login ${login} slaapt`,
      `De login is het laatst gebruikt op ${time(lastUsedAt)}, meer dan 30 dagen geleden. Niemand kan ermee inloggen tot iemand hem op het hoofdkantoor wekt.`,
    ],
    "match_rate.low": ({ rows, linked, below }, source, { number }) => [
      `${source}: er zijn minder rijen gekoppeld dan ${below} van de 100`,
      `${number(linked)} van ${number(rows)} rijen van de laatste zeven dagen zijn gekoppeld.`,
    ],
    test: () => ["Dit is een proef", "Er is niets gebeurd."],
  },
  waiting: {
    no_fin: "De .fin ontbreekt.",
    fin_first: "De .fin kwam voor het einde van het bestand. Stuur de .fin opnieuw.",
    fin_alone: "Bij deze .fin is er geen bestand.",
    capital_ending: "De extensie heeft hoofdletters. Gebruik kleine letters.",
    not_plain: "Het is een map of een koppeling, geen bestand.",
    unreadable: "De server mag het niet lezen.",
    stopped: "De bron staat stil. Herstart hem op het hoofdkantoor.",
    inactive: "De bron is uitgezet. Zet hem aan op het hoofdkantoor.",
    paused: "Er wacht meer dan is toegestaan.",
  },
  failure: ({ code, params, column }) => {
    const failure = params === null ? null : readFileFailure({ code, params });
    if (failure !== null) {
      // Code and parameters belong together, as the table says; indexing loses that.
      const words = FILE_FAILURES_NL[failure.code] as unknown as (params: unknown) => string;
      return words(failure.params);
    }
    return `${column === null ? "Een kolom van de kopregel" : `Kolom ${column} van de kopregel`} is niet goed. Wat eraan mis is, staat bij de upload.`;
  },
  suite: (name) => `Rapportsuite: ${name}`,
  unnamed: (id) => `Gegevensbron ${id}`,
  seeFile: "De upload:",
  seeSource: "De gegevensbron:",
  why: "Je krijgt deze mail omdat je adres bij deze gegevensbron staat. Op het hoofdkantoor kan het op de pagina van de gegevensbron worden weggehaald.",
};
