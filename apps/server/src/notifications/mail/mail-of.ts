import type { Language } from "@rapport/contract";
import type { Notice, NoticeFacts } from "@rapport/contract/data-sources";
import { wallClockOf } from "@rapport/domain";
import { linkOf } from "../link-of.ts";
import type { MailWords } from "./mail-words.ts";
import { wordsEn } from "./words.en.ts";
import { wordsNl } from "./words.nl.ts";

const WORDS: Readonly<Record<Language, MailWords>> = { en: wordsEn, nl: wordsNl };
const MOST_SUBJECT = 200;

/** A notice as a mail, in the language that its receivers have chosen. */
export function mailOf({ notice, language, publicUrl }: { notice: Notice; language: Language; publicUrl: string }): { subject: string; text: string } {
  const words = WORDS[language];
  const { source, suite, facts } = notice;
  const name = source === null ? suite.name : source.name === "" ? words.unnamed(source.id) : source.name;
  const [first = "", ...rest] = linesOf(words, { facts, name: oneLine(name), timeZone: suite.timeZone, language }).map(oneLine);
  const link = linkOf(notice, publicUrl);
  const isOfFile = "jobId" in facts;
  return {
    subject: first.length > MOST_SUBJECT ? `${first.slice(0, MOST_SUBJECT - 1)}…` : first,
    text: [
      `${first}.`,
      ...rest,
      ...(source === null ? [] : [oneLine(words.suite(suite.name))]),
      ...(link === null ? [] : [`${isOfFile ? words.seeFile : words.seeSource}\r\n${link}`]),
      "--",
      words.why,
      "",
    ].join("\r\n\r\n"),
  };
}

function linesOf(
  words: MailWords,
  { facts, name, timeZone, language }: { facts: NoticeFacts; name: string; timeZone: string; language: Language },
): readonly string[] {
  const numbers = new Intl.NumberFormat(language);
  const shown = {
    number: (value: number) => numbers.format(value),
    time: (iso: string) => `${wallClockOf(Date.parse(iso), timeZone).slice(0, 16)} (${timeZone})`,
  };
  // Facts and words are of the same kind; indexing loses that.
  const lines = words.lines[facts.kind] as unknown as (facts: NoticeFacts, source: string, how: typeof shown) => readonly string[];
  return lines(facts, name, shown);
}

/** Names of files and sources come from others: nothing in them begins a line or hides one. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
}
