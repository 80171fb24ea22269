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

/** An SMTP answer: its number, and behind it the enhanced code of RFC 3463. */
const ENHANCED = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})(?:\s|$)/;

/**
 * Whether the receiver's server says that there is no such address. Of the sender, of what is not allowed to it, and of the mail itself the same numbers are
 * answered, and those may pass.
 */
export function isNoSuchAddress(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { command, responseCode, response } = error as Error & { command?: unknown; responseCode?: unknown; response?: unknown };
  if (command !== "RCPT TO" || ![550, 551, 553].includes(Number(responseCode))) return false;
  const enhanced = typeof response === "string" ? ENHANCED.exec(response)?.[1] : undefined;
  // 5.1.7 and 5.1.8 are about the sender's address.
  return enhanced === undefined || (enhanced.startsWith("5.1.") && enhanced !== "5.1.7" && enhanced !== "5.1.8");
}

/** What is safe to log of a mail that failed: the library's code, and the server's number. */
export function failureOf(error: unknown): { readonly code: string; readonly response: number | null } {
  const { code, responseCode } = error instanceof Error ? (error as Error & { code?: unknown; responseCode?: unknown }) : {};
  return { code: typeof code === "string" ? code : "unknown", response: typeof responseCode === "number" ? responseCode : null };
}
