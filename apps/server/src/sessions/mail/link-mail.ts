import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { z } from "zod";
import type { Deps, MailSettings } from "../../deps.ts";
import { addJob, job, type Job } from "../../jobs/index.ts";
import { hashOf, newToken } from "../token.ts";
import { failureOf, send, type Mail } from "./mailer.ts";
import { endWaitingMail, noteMail, personToMail, setMailLink } from "./queries.ts";

const NAME = "mailPasswordLink";
/** A mail server that is away for a day loses nothing. */
const MOST_ATTEMPTS = 12;

/** Queues the mail with the person's link, in the transaction that makes it. Without a mail server nothing is queued: the link is shown to who made it either way. */
export async function queueLinkMail(trx: Transaction<Database>, { clock, mail }: Pick<Deps, "clock" | "mail">, userId: string): Promise<void> {
  if (mail === undefined) return;
  await noteMail(trx, { userId, state: "waiting", at: clock.now() });
  await addJob(trx, { name: NAME, payload: { userId }, key: `${NAME} ${userId}`, maxAttempts: MOST_ATTEMPTS });
}

/**
 * Mails a link of its own, made only now (AC12). A person who has chosen a password meanwhile, or whose link has ended, gets none. A try that fails is written down,
 * shown beside the person, and made again later.
 */
export function linkMailJob({ db, clock, log, mail }: Pick<Deps, "db" | "clock" | "log" | "mail">): Job {
  return job({
    name: NAME,
    payload: z.object({ userId: z.uuid() }),
    maxAttempts: MOST_ATTEMPTS,
    run: async ({ userId }) => {
      const person = await personToMail(db, { userId, now: clock.now() });
      if (mail === undefined || person === undefined) return await endWaitingMail(db, userId);
      const token = newToken();
      await setMailLink(db, { userId, hash: hashOf(token) });
      try {
        await send(mail, mailOf(mail, { ...person, token }));
      } catch (error) {
        log.warn({ event: "mail.failed", person: userId, ...failureOf(error) }, "a link could not be mailed");
        await noteMail(db, { userId, state: "failed", at: clock.now() });
        throw error;
      }
      await noteMail(db, { userId, state: "sent", at: clock.now() });
    },
  });
}

interface Addressed {
  readonly name: string;
  readonly email: string;
  readonly hasPassword: boolean;
  readonly until: Date;
  readonly token: string;
}

/** In both languages, because what the person reads is not known yet. */
function mailOf({ publicUrl }: MailSettings, { name, email, hasPassword, until, token }: Addressed): Mail {
  const link = `${new URL("/hq/choose-password", publicUrl).href}#${token}`;
  const end = `${until.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const what = hasPassword
    ? ["choose a new password", "een nieuw wachtwoord kiezen"]
    : ["choose your password and sign in", "je wachtwoord kiezen en inloggen"];
  return {
    to: { name, address: email },
    subject: hasPassword ? "Rapport: choose a new password / kies een nieuw wachtwoord" : "Rapport: your invitation / je uitnodiging",
    text: [
      `Hello ${name},`,
      `With this link you can ${what[0]}. It works once, until ${end}.`,
      link,
      "If you did not expect this, do nothing.",
      "--",
      `Hallo ${name},`,
      `Met deze link kun je ${what[1]}. De link werkt één keer, tot ${end}.`,
      link,
      "Verwachtte je dit niet, doe dan niets.",
      "",
    ].join("\r\n\r\n"),
  };
}
