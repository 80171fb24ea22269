export { auditLog } from "./audit-log.ts";
export { type TestClient, type TestServer, type TestServerOptions, testServer } from "./test-server.ts";
export { ASSOCIATE_OPERATIONS, type NewSuite, type NewEntity, newEntity, newSuite } from "./makers.ts";
export { ATTRIBUTES, accounts, addAssociate, addClients, addCustomers, newBookShop, type BookShop, type NewClient } from "./book-shop.ts";
export { refused, type Refused } from "./refused.ts";
export { loadFile, sendHits } from "./events.ts";
export { headOf, startMailServer, subjectOf, textOf, type MailServer } from "./mail-server.ts";
export { startWebhookReceiver, type Received, type WebhookReceiver } from "./webhook-receiver.ts";
export { endedJob, PATIENTLY, postFile, sendFile } from "./uploads.ts";
export {
  type Answer,
  type Sending,
  type ServerProcess,
  asked,
  createSuite,
  databaseOf,
  keepSendingHits,
  dataFolder,
  startServerProcess,
  untilProcessed,
  untilReady,
  withChildren,
} from "./server-process.ts";
