import { Language } from "@rapport/contract";
import type { MailSettings } from "../../deps.ts";
import { isNoSuchAddress, mailFailureOf, sendMail } from "../../sessions/index.ts";
import type { Delivery, Outcome, Sender } from "../deliver.ts";
import { mailOf } from "./mail-of.ts";

export function mailSender(mail: MailSettings): Sender {
  return { way: "mail", send: async (delivery) => await send(mail, delivery) };
}

/** The same id over all tries, so that a mail that came twice is known as one. */
async function send(mail: MailSettings, { id, address, language, notice }: Delivery): Promise<Outcome> {
  const to = address ?? "";
  try {
    await sendMail(mail, {
      to: { name: "", address: to },
      ...mailOf({ notice, language: Language.catch("en").parse(language), publicUrl: mail.publicUrl }),
      messageId: `<notice-${id}@${new URL(mail.publicUrl).hostname}>`,
      headers: { "Auto-Submitted": "auto-generated" },
    });
    return { kind: "sent", answer: { status: 250, code: null } };
  } catch (error) {
    const { code, response } = mailFailureOf(error);
    return { kind: isNoSuchAddress(error) ? "refused" : "failed", answer: { status: response, code } };
  }
}
