import { z } from "zod";

/*
 * What Segment calls and image requests may hold. These schemas only describe: collection accepts any request, and a hit that
 * cannot be used goes to quarantine with its reason.
 */

const id = z.string().optional();
const text = (description: string) => z.string().optional().meta({ description });
const some = (description: string) => z.looseObject({}).optional().meta({ description });

/** Parameters of an image request (IR1). Names are case-sensitive; if one is sent twice, the last counts. */
export const ImageParameters = z
  .looseObject({
    vid: text("The visitor; else `aid`, `mid` or `fid` names a device, else address and browser do."),
    aid: text("A device."),
    mid: text("A device."),
    fid: text("A device."),
    pageName: text("Page; else its address stands for it."),
    g: text("Address of the page."),
    r: text("Referrer."),
    ch: text("Site section; one that is a channel's name is the marketing channel too."),
    server: text("Server."),
    zip: text("Postal code."),
    cc: text("Currency of the money, ISO 4217; the suite's own."),
    events: text("`purchase`, `prodView`, `scAdd`, `event1`, `event2=12.50`, `event3:serial`, apart at commas."),
    products: text("`category;name;quantity;price of the line;event1=2|event2=3`, apart at commas."),
    purchaseID: text("Counts an order once in the suite."),
    xact: text("Transaction ids that offline rows join by, apart at commas."),
    v0: text("Tracking code."),
    ts: text("Time of the hit: seconds since 1970 or ISO 8601, any past time; now when it is absent."),
    pe: text("A link, no page view: `lnk_o`, `lnk_d` or `lnk_e`."),
    pev1: text("Address of the link."),
    pev2: text("Name of the link."),
  })
  .meta({
    id: "ImageParameters",
    patternProperties: {
      "^v([1-9]|[1-9]\\d|1\\d\\d|2[0-4]\\d|250)$": { type: "string", description: "An eVar." },
      "^c([1-9]|[1-6]\\d|7[0-5])$": { type: "string", description: "A prop." },
      "^l[1-3]$": { type: "string", description: "A list variable, its values apart at the suite's delimiter." },
    },
  });

const message = {
  messageId: text("Counts a message once in the suite."),
  userId: id,
  anonymousId: text("The visitor when there is no `userId`; else the visitor's device."),
  timestamp: text("ISO 8601, any past time; corrected by `sentAt`."),
  sentAt: id,
  event: text("Of a track call: `Order Completed`, `Order Refunded`, `Product Viewed`, ..., or any name."),
  name: text("Of a page or screen call."),
  previousId: text("Of an alias call."),
  groupId: text("Of a group call."),
  properties: some("`order_id`, `revenue`, `total`, `products`, `channel`, ..., and what the suite's variables name in `from`."),
  traits: some("Of an identify or group call."),
  context: some("`campaign`, `page`, `referrer`, `traits`, ..."),
};

/** One call of the Segment HTTP API. */
export const SegmentMessage = z.looseObject({ ...message, writeKey: text("Instead of Basic authentication.") }).meta({ id: "SegmentMessage" });

/** How many calls one batch may hold. */
export const BATCH_MESSAGES = 2500;

/** Several calls, of at most 500 kB together. */
export const SegmentBatch = z
  .looseObject({
    batch: z.array(z.looseObject({ type: z.enum(["track", "page", "screen", "identify", "group", "alias"]), ...message })).max(BATCH_MESSAGES),
    sentAt: id,
    context: some("Stands behind every message's own."),
    writeKey: text("Instead of Basic authentication."),
  })
  .meta({ id: "SegmentBatch" });
