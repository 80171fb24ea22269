import type { NoticeFacts } from "@rapport/contract/data-sources";

type Facts<K extends NoticeFacts["kind"]> = Extract<NoticeFacts, { kind: K }>;
type Waiting = Facts<"file.waiting">["why"];

/** A number as the language writes it, and a time in the report suite's zone. */
export interface Shown {
  number(value: number): string;
  time(iso: string): string;
}

/** The words of mails in one language. A kind without words does not compile. */
export interface MailWords {
  /** Lines of the text by kind; the first one is the subject too. */
  readonly lines: { readonly [K in NoticeFacts["kind"]]: (facts: Facts<K>, source: string, shown: Shown) => readonly string[] };
  readonly waiting: Readonly<Record<Waiting, string>>;
  failure(failure: Facts<"file.failed">["failure"]): string;
  readonly suite: (name: string) => string;
  readonly unnamed: (id: number) => string;
  readonly seeFile: string;
  readonly seeSource: string;
  readonly why: string;
}
