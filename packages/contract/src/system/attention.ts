import { z } from "zod";
import { ApiKeyId } from "../access/index.ts";
import { QueuedFileState } from "../data-sources/folder.ts";
import { WebhookId } from "../data-sources/webhooks.ts";
import { endpoint } from "../endpoint.ts";
import { Label } from "../clienteling/attribute-values.ts";
import { AttributeCode, LegalEntityCode, OperatorId, RegisterNumber, Rsid } from "../ids.ts";

const OfEntity = z.object({ legalEntity: LegalEntityCode, name: z.string() });
const OfSource = z.object({ rsid: Rsid, dataSourceId: z.int(), source: z.string() });

const OfAttribute = z.object({ code: AttributeCode, name: Label });

/** Something that somebody has to mend (OG8). It is listed until they do. */
export const Attention = z.discriminatedUnion("kind", [
  /** Nobody can begin a client book. */
  OfEntity.extend({ kind: z.literal("number_sequence") }),
  /** Cards and filters of client books have no attributes: no group is chosen, or the chosen one is empty. */
  OfEntity.extend({ kind: z.literal("attribute_group"), group: z.string().nullable() }),
  /** Workers in employment who cannot sign in (no password, or no address book shared with a store) or hold no operation. `first` names some of them. */
  OfEntity.extend({
    kind: z.literal("workers"),
    lack: z.enum(["password", "store", "operation"]),
    workers: z.int(),
    first: z.array(z.object({ operatorId: OperatorId, name: z.string() })),
  }),
  /** Attributes with a longer fixed list than people choose from (R40). `first` names some of them. */
  OfEntity.extend({ kind: z.literal("long_lists"), attributes: z.int(), first: z.array(OfAttribute.extend({ values: z.int() })) }),
  /** Attributes and groups that lack Dutch words, where somebody or a store works in Dutch. Screens show the English ones. `first` names some of them. */
  OfEntity.extend({
    kind: z.literal("translations"),
    things: z.int(),
    first: z.array(OfAttribute.extend({ of: z.enum(["attribute", "attribute_group"]), lacking: z.int() })),
  }),
  /** Registers in use that no device ever was, so that nobody can sign in at them. `first` names some of them. */
  OfEntity.extend({ kind: z.literal("registers"), registers: z.int(), first: z.array(z.object({ number: RegisterNumber, store: z.string() })) }),
  /** Client books with clients whose owner is out of use, or is not employed any more. `first` names some of the owners. */
  OfEntity.extend({
    kind: z.literal("left_books"),
    books: z.int(),
    clients: z.int(),
    first: z.array(z.object({ operatorId: OperatorId, name: z.string(), clients: z.int() })),
  }),
  /** Changes of configuration that stores do not have yet. */
  OfEntity.extend({ kind: z.literal("unpublished"), stores: z.int() }),
  /** Files that failed in the last seven days. `jobId` is the newest. */
  OfSource.extend({ kind: z.literal("failed_uploads"), files: z.int(), jobId: z.int(), filename: z.string(), at: z.iso.datetime() }),
  /**
   * A source that stopped, for as long as it is not restarted. `jobId` is the upload that failed, `filename` its name, `since` when it failed; `files` is how many
   * have waited since, in its folder and as uploads.
   */
  OfSource.extend({ kind: z.literal("stopped_source"), files: z.int(), jobId: z.int(), filename: z.string(), since: z.iso.datetime() }),
  /** Rows that wait for their order or customer. `since` is when the oldest of their files came. */
  OfSource.extend({ kind: z.literal("waiting_rows"), rows: z.int(), since: z.iso.datetime() }),
  /** A source of whose rows of the last seven days fewer than `below` of a hundred are linked (MR2). */
  OfSource.extend({ kind: z.literal("low_match"), rows: z.int(), linked: z.int(), below: z.int() }),
  /**
   * Files that wait in the folder of their source for half an hour or longer, and for what: one of the states of `getSourceFolder`, or `paused` when too much
   * waits. `filename` is the first of them, `since` when the one that waits longest was written.
   */
  OfSource.extend({
    kind: z.literal("stuck_files"),
    files: z.int(),
    filename: z.string(),
    why: z.enum([...QueuedFileState.options, "paused"]),
    since: z.iso.datetime(),
  }),
  /** A webhook to which nothing is sent any more, because it answered 410 or took nothing for days (NO12). */
  z.object({
    kind: z.literal("webhook_off"),
    rsid: Rsid,
    webhookId: WebhookId,
    name: z.string(),
    why: z.enum(["gone", "failing"]),
    since: z.iso.datetime(),
  }),
  /** Keys that expire within fourteen days. */
  z.object({ kind: z.literal("expiring_key"), apiKeyId: ApiKeyId, name: z.string(), expiresAt: z.iso.datetime() }),
]);
export type Attention = z.infer<typeof Attention>;

export const listAttention = endpoint({
  name: "listAttention",
  method: "GET",
  path: "/api/hq/attention",
  permission: "ownAccount",
  reach: "handler",
  summary: "What needs to be seen to, of what the person who is signed in may see to.",
  reply: z.object({ attention: z.array(Attention) }),
});
