import type { Deps, Running } from "../deps.ts";
import { startDelivering } from "./deliver.ts";
import { mailSender } from "./mail/send-mail.ts";

/** Sends notices in the background. Mails wait while the server has no mail server. */
export async function start(deps: Deps): Promise<Running | undefined> {
  return await Promise.resolve(deps.mail === undefined ? undefined : startDelivering(deps, mailSender(deps.mail)));
}
