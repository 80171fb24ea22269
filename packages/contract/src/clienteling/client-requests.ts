import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { CustomerPath } from "../paths.ts";
import { ClientCard } from "./cards.ts";

const Words = z.string().trim().max(500);

/** `done` leaves the client where they are, `given` puts them into the asker's book, `declined` says no. */
export const RequestAnswer = z.enum(["done", "given", "declined"]);
export type RequestAnswer = z.infer<typeof RequestAnswer>;

const Open = z.object({ id: z.uuid(), client: ClientCard, by: z.string(), text: z.string(), at: z.iso.datetime() });
const Answered = z.object({
  id: z.uuid(),
  client: ClientCard,
  answer: RequestAnswer,
  /** Who answered; null when the asker may not know whose client they are (RI2b). */
  by: z.string().nullable(),
  text: z.string(),
  at: z.iso.datetime(),
});

export const askForClient = endpoint({
  name: "askForClient",
  method: "PUT",
  path: "/api/pos/customers/:customerId/requests/:requestId",
  permission: "clientBook.view",
  feature: "clienteling",
  summary:
    "Ask the colleagues who have a client in their books for that client. The same request again, or a second one while the first is open, changes nothing; one that was answered already is refused.",
  params: CustomerPath.extend({ requestId: z.uuid() }),
  body: z.strictObject({ text: Words.default("") }),
  /** Whom it reached, for those who may know whose client they are (RI2b); nobody for others. */
  reply: z.object({ owners: z.array(z.string()), askedAt: z.iso.datetime() }),
});

export const getClientRequest = endpoint({
  name: "getClientRequest",
  method: "GET",
  path: "/api/pos/customers/:customerId/requests/mine",
  permission: "clientBook.view",
  looksUp: false,
  feature: "clienteling",
  summary: "When the associate asked for this client, if nobody answered yet.",
  params: CustomerPath,
  reply: z.object({ askedAt: z.iso.datetime().nullable() }),
});

export const withdrawClientRequest = endpoint({
  name: "withdrawClientRequest",
  method: "DELETE",
  path: "/api/pos/customers/:customerId/requests/mine",
  permission: "clientBook.view",
  feature: "clienteling",
  summary: "Take back the request for this client that nobody answered yet. Changes nothing when there is none.",
  params: CustomerPath,
});

export const listClientRequests = endpoint({
  name: "listClientRequests",
  method: "GET",
  path: "/api/pos/today/requests",
  permission: "clientBook.view",
  looksUp: true,
  feature: "clienteling",
  summary:
    "What colleagues ask of the associate about clients in their book, the oldest first, and the answers to what they asked, the newest first; at most a hundred of each.",
  reply: z.object({ asked: z.array(Open), total: z.int(), answers: z.array(Answered), answersTotal: z.int() }),
});

export const answerClientRequest = endpoint({
  name: "answerClientRequest",
  method: "POST",
  path: "/api/pos/today/requests/:requestId/answer",
  permission: "clientBook.view",
  feature: "clienteling",
  summary:
    "Answer what a colleague asked. Giving the client away takes the right to remove clients (operation 715). Refused when somebody answered it already.",
  params: z.object({ requestId: z.uuid() }),
  body: z.strictObject({ answer: RequestAnswer, text: Words.default("") }),
  /** For `undoBookAction`, of a client who was given away. */
  reply: z.object({ undo: z.uuid().nullable() }),
});

export const seeClientAnswer = endpoint({
  name: "seeClientAnswer",
  method: "POST",
  path: "/api/pos/today/requests/:requestId/seen",
  permission: "clientBook.view",
  feature: "clienteling",
  summary: "Put the answer to one's own request away.",
  params: z.object({ requestId: z.uuid() }),
});
