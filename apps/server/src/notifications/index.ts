export { deliverDue } from "./deliver.ts";
export { jobs } from "./jobs.ts";
export { mailSender } from "./mail/send-mail.ts";
export { notify, type Told } from "./notify.ts";
export { register } from "./routes.ts";
export { start } from "./start.ts";
export { endedWebhooks } from "./webhooks/webhook-queries.ts";
export { webhookSender } from "./webhooks/send-webhook.ts";
