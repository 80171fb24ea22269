import type { Deps, Running } from "../deps.ts";
import { startDelivering } from "./deliver.ts";
import { giveUpOldMails } from "./jobs.ts";
import { mailSender } from "./mail/send-mail.ts";
import { webhookSender } from "./webhooks/send-webhook.ts";

/** Sends notices in the background, each way by itself. Mails wait while the server has no mail server. */
export async function start(deps: Deps): Promise<Running> {
  // Before any of them goes out, when mail was off till now.
  await giveUpOldMails(deps);
  const senders = [webhookSender(deps), ...(deps.mail === undefined ? [] : [mailSender(deps.mail)])];
  const running = senders.map((sender) => startDelivering(deps, sender));
  return {
    stop: async () => {
      await Promise.all(running.map(async (one) => await one.stop()));
    },
  };
}
