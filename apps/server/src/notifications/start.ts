import type { Deps, Running } from "../deps.ts";
import { startDelivering } from "./deliver.ts";
import { mailSender } from "./mail/send-mail.ts";
import { webhookSender } from "./webhooks/send-webhook.ts";

/** Sends notices in the background, each way by itself. Mails wait while the server has no mail server. */
export async function start(deps: Deps): Promise<Running> {
  const senders = [webhookSender(deps), ...(deps.mail === undefined ? [] : [mailSender(deps.mail)])];
  const running = senders.map((sender) => startDelivering(deps, sender));
  return await Promise.resolve({
    stop: async () => {
      await Promise.all(running.map(async (one) => await one.stop()));
    },
  });
}
