import { z } from "zod";
import { reason } from "./reason.ts";
import { NONE } from "./saying.ts";

const Most = z.object({ most: z.int() });

/** Collection answers in the forms that Segment and image requests document, with this English. */
export const COLLECTION_REASONS = {
  "collection.disk_full": reason("unavailable", NONE, () => "The server's disk is nearly full, so no hits are taken just now. Send them again later."),
  "collection.not_stored": reason("unavailable", NONE, () => "The hits could not be stored. Send them again."),
  "collection.pressure": reason("too_many", NONE, () => "More arrives than can be stored just now. Send it again in a second."),
  "image.encoded": reason("unsupported_media_type", NONE, () => "The body may have no content encoding here."),
  "image.form": reason("unsupported_media_type", NONE, () => "Send the parameters of an image request as in its address: `vid=...&pageName=...`."),
  "image.suite_unknown": reason("not_found", NONE, () => "There is no such report suite."),
  "image.suites": reason("invalid", Most, ({ most }) => `An image request names at most ${most} report suites. Send one for each ${most}.`),
  "image.too_large": reason("too_large", z.object({ kilobytes: z.int() }), ({ kilobytes }) => `An image request holds at most ${kilobytes} kB of parameters.`),
  "image.xml": reason("unsupported_media_type", NONE, () => "XML is not taken here; send the parameters of an image request."),
  "segment.batch_long": reason("invalid", Most, ({ most }) => `A batch holds at most ${most} messages.`),
  "segment.batch_missing": reason("invalid", NONE, () => "The body needs `batch`, an array of messages."),
  "segment.encoding": reason("invalid", NONE, () => "The body may be plain or gzip, no other content encoding."),
  "segment.not_gzip": reason("invalid", z.object({ kilobytes: z.int() }), ({ kilobytes }) => `The body is not gzip of UTF-8 text of at most ${kilobytes} kB.`),
  "segment.not_object": reason("invalid", NONE, () => "The body must be a JSON object."),
  "segment.shared_large": reason(
    "invalid",
    z.object({ megabytes: z.int() }),
    ({ megabytes }) =>
      `\`context\` and \`sentAt\` of a batch hold for each of its messages: together they may make ${megabytes} MB. Shorten them, or send fewer messages in a batch.`,
  ),
  "write_key.missing": reason(
    "signed_out",
    NONE,
    () => "Send the write key of a report suite as the user of Basic authentication, or as `writeKey` in the body.",
  ),
  "write_key.unknown": reason("signed_out", NONE, () => "This write key is not known."),
} as const;
