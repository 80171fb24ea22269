import { fileFailureInEnglish, readFileFailure } from "@rapport/contract/refusals";
import type { MailWords } from "./mail-words.ts";

export const wordsEn: MailWords = {
  lines: {
    "file.failed": ({ filename, failure, rowsRead, jobId, receivedAt }, source, { number, time }) => [
      `${source}: ${filename} failed`,
      wordsEn.failure(failure),
      `Rows read: ${number(rowsRead)}. Job ${jobId}, received ${time(receivedAt)}.`,
    ],
    "file.rejected_rows": ({ filename, rejected, rowsRead, jobId, receivedAt }, source, { number, time }) => [
      `${source}: ${rejected === 1 ? "1 row" : `${number(rejected)} rows`} of ${filename} ${rejected === 1 ? "was" : "were"} rejected`,
      `${number(rowsRead)} rows were read, ${number(rejected)} were rejected, and ${number(rowsRead - rejected)} were loaded. The receipt says what is wrong with each of them.`,
      `Job ${jobId}, received ${time(receivedAt)}.`,
    ],
    "file.loaded": ({ filename, rowsRead, duplicateOf, jobId, receivedAt }, source, { number, time }) =>
      duplicateOf === null
        ? [`${source}: ${filename} was loaded`, `All of its rows were taken: ${number(rowsRead)}.`, `Job ${jobId}, received ${time(receivedAt)}.`]
        : [
            `${source}: ${filename} came a second time`,
            `It was loaded before, as job ${duplicateOf}. Nothing has changed.`,
            `Job ${jobId}, received ${time(receivedAt)}.`,
          ],
    "file.waiting": ({ files, filename, why, since }, source, { number, time }) => [
      files === 1 ? `${source}: ${filename} waits in its folder and is not taken` : `${source}: ${number(files)} files wait in its folder and are not taken`,
      `${files === 1 ? "It has" : `${filename} is the first of them. They have`} waited since ${time(since)}. ${wordsEn.waiting[why]}`,
    ],
    "source.stopped": ({ filename, jobId, receivedAt }, source, { time }) => [
      `${source} has stopped after a file that failed`,
      `${filename} failed (job ${jobId}, received ${time(receivedAt)}). Files that come now wait until somebody restarts the source at headquarters.`,
    ],
    "login.asleep": ({ login, lastUsedAt }, source, { time }) => [
      `${source}: the SFTP login ${login} is asleep`,
      `It was last used ${time(lastUsedAt)}, more than 30 days ago. Nobody can sign in with it until somebody wakes it at headquarters.`,
    ],
    "match_rate.low": ({ rows, linked, below }, source, { number }) => [
      `${source}: fewer rows are linked than ${below} of 100`,
      `${number(linked)} of ${number(rows)} rows of the last seven days are linked.`,
    ],
    test: () => ["This is a test", "Nothing has happened."],
  },
  waiting: {
    no_fin: "The .fin is missing.",
    fin_first: "The .fin came before the end of the file. Send the .fin again.",
    fin_alone: "There is no file for this .fin.",
    capital_ending: "The ending has capitals. Use small letters.",
    not_plain: "It is a folder or a link, not a file.",
    unreadable: "The server may not read it.",
    stopped: "The source has stopped. Restart it at headquarters.",
    inactive: "The source is deactivated. Activate it at headquarters.",
    paused: "More is waiting than allowed.",
  },
  failure: ({ code, params, column }) => {
    const failure = params === null ? null : readFileFailure({ code, params });
    if (failure !== null) return fileFailureInEnglish(failure);
    return `${column === null ? "A column of the header is" : `Column ${column} of the header is`} not right. The receipt says what is wrong with it.`;
  },
  suite: (name) => `Report suite: ${name}`,
  unnamed: (id) => `Data source ${id}`,
  seeFile: "The receipt:",
  seeSource: "The data source:",
  why: "You get this mail because your address stands with this data source. It can be taken off at headquarters, on the page of the data source.",
};
