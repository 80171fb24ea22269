export { deliverDue } from "./deliver.ts";
export { jobs } from "./jobs.ts";
export { mailSender } from "./mail/send-mail.ts";
export { notify, type Told } from "./notify.ts";
export { start } from "./start.ts";
