import { createTransport } from "nodemailer";
import type { MailSettings } from "../../deps.ts";

export interface Mail {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly messageId?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const WITHIN_MS = 20_000;

/** Hands a mail to the server of the settings; rejects when that does not take it. */
export async function send({ smtpUrl, from }: MailSettings, mail: Mail): Promise<void> {
  const url = new URL(smtpUrl);
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (url.protocol === "smtps:" ? 465 : 587) : Number(url.port),
    secure: url.protocol === "smtps:",
    ...(url.username !== "" && { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: WITHIN_MS,
    greetingTimeout: WITHIN_MS,
    socketTimeout: WITHIN_MS,
    // A text is a text: nothing in a name makes it read a file or another server.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { headers, ...rest } = mail;
    await transport.sendMail({ from, ...rest, ...(headers !== undefined && { headers: { ...headers } }) });
  } finally {
    transport.close();
  }
}

/** What is safe to log of a mail that failed: the library's code, and the server's number. */
export function failureOf(error: unknown): { readonly code: string; readonly response: number | null } {
  const { code, responseCode } = error instanceof Error ? (error as Error & { code?: unknown; responseCode?: unknown }) : {};
  return { code: typeof code === "string" ? code : "unknown", response: typeof responseCode === "number" ? responseCode : null };
}
