import { imageDoors, segmentDoors } from "@rapport/contract/collection";
import { fresh } from "./fresh.fixture.ts";
import { right, type Right } from "./right.fixture.ts";

const basic = (writeKey: string) => ({ headers: { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}` } });

export const collectionRights: readonly Right[] = [
  ...segmentDoors.map((door) => {
    const message = { type: "track", event: "Seen", userId: "2001", messageId: fresh("m"), name: "Page", previousId: "a", groupId: "g" };
    const body = door.path.endsWith("/batch") || door.path.endsWith("/b") ? { batch: [message] } : message;
    // The door reads its body itself, so its schema names none.
    const sent = (writeKey: string) => ({ body: body as unknown as undefined, ...basic(writeKey) });
    return right(door, {
      customers: "none",
      request: ({ writeKey }) => sent(writeKey),
      refused: { request: () => sent("not-a-write-key"), status: 401 },
      otherTenant: { request: (_, other) => sent(other.writeKey), answer: "own" },
    });
  }),
  ...imageDoors.map((door) => {
    // The door reads its query itself, so its schema names none.
    const query = { pageName: "Home", vid: "2001" } as unknown as Record<string, never>;
    const hit = (rsids: string) => ({ params: { rsids, "*": "1" }, query });
    return right(door, {
      customers: "none",
      request: ({ rsid }) => hit(rsid),
      refused: { request: () => hit(fresh("nowhere")), status: 404 },
      otherTenant: { request: (_, other) => hit(other.rsid), answer: "own" },
    });
  }),
];
