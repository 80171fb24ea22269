import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface MailServer {
  readonly port: number;
  readonly url: string;
  /** What came, by address, with long lines put together again. */
  to(address: string): string[];
  /** How it answers the next receivers: 250, or a number with which it refuses, and the text behind that. */
  answer: number;
  answerText: string;
  /** The same of the next senders. */
  answerOfSender: number;
  close(): Promise<void>;
}

/** A real mail server. `port` 0 is any free one. */
export async function startMailServer({ port = 0 }: { port?: number } = {}): Promise<MailServer> {
  const mails = new Map<string, string[]>();
  const state = { answer: 250, text: "not now", sender: 250 };
  const answered = (answer: number) => (answer === 250 ? null : Object.assign(new Error(state.text), { responseCode: answer }));
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onMailFrom: (_, __, done) => done(answered(state.sender)),
    onRcptTo: (_, __, done) => done(answered(state.answer)),
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        for (const { address } of envelope.rcptTo) mails.set(address, [...(mails.get(address) ?? []), Buffer.concat(parts).toString()]);
        done();
      });
    },
  });
  smtp.on("error", () => undefined);
  smtp.listen(port, "127.0.0.1");
  await once(smtp.server, "listening");
  const listening = (smtp.server.address() as AddressInfo).port;
  return {
    port: listening,
    url: `smtp://127.0.0.1:${listening}`,
    to: (address) => (mails.get(address) ?? []).map((mail) => mail.replaceAll(/=\r\n/g, "")),
    get answer() {
      return state.answer;
    },
    set answer(answer) {
      state.answer = answer;
    },
    get answerText() {
      return state.text;
    },
    set answerText(text) {
      state.text = text;
    },
    get answerOfSender() {
      return state.sender;
    },
    set answerOfSender(answer) {
      state.sender = answer;
    },
    close: async () => await new Promise<void>((resolve) => smtp.close(() => resolve())),
  };
}

/** The lines of a mail before its text. */
export function headOf(mail: string): string {
  return mail.slice(0, mail.indexOf("\r\n\r\n"));
}

/** The text of a mail in quoted-printable or plain. */
export function textOf(mail: string): string {
  const body = mail.slice(mail.indexOf("\r\n\r\n") + 4);
  if (!/^content-transfer-encoding: quoted-printable/im.test(headOf(mail))) return body;
  return Buffer.from(
    body.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");
}

export function subjectOf(mail: string): string {
  return /^Subject: (.*)$/m.exec(headOf(mail))?.[1] ?? "";
}
