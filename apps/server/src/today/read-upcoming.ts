import { AttributeCode, type Body, type Reply } from "@rapport/contract";
import type { upcomingDates } from "@rapport/contract/clienteling";
import { dayAfter, daysUntil, inEveryLanguage } from "@rapport/domain";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { storedAttributes } from "../customers/index.ts";
import { audit } from "../audit/index.ts";
import { bookOfWorker, cardsOf } from "../clientbook/index.ts";
import { readPlace, writePlace, type PosActor } from "../http/index.ts";
import { dateAttributes, publishedSetup, todayOf } from "../parameters/index.ts";
import { countUpcoming, upcomingPage } from "./upcoming-queries.ts";

/** The dates of the associate's clients that come round soon (C7, U2), of every date attribute. All are sorted before the list is cut. */
export async function readUpcoming(
  deps: Pick<Deps, "db" | "clock">,
  { actor, days, cursor, limit }: Body<typeof upcomingDates> & { actor: PosActor },
): Promise<Reply<typeof upcomingDates>> {
  const { db } = deps;
  const { legalEntity, workerId } = actor;
  const after = cursor === null ? null : placeOf(readPlace(cursor, Place));
  const setup = await publishedSetup(db, actor);
  const attributes = dateAttributes(setup);
  const clientBookId = await bookOfWorker(db, { legalEntity, workerId });
  if (clientBookId === undefined || attributes.size === 0) return { total: 0, dates: [], nextCursor: null };
  const today = await todayOf(deps, setup);
  const place = { legalEntity, clientBookId };
  const asked = { workerId, today, attributes: [...attributes.keys()], ahead: daysUntil(today, days) };
  const rows = await upcomingPage(db, place, { ...asked, after, limit });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const cards = await cardsOf(deps, { actor, setup, rows: page });
  await audit(deps, { legalEntity, actor, action: "client_book.viewed", subjects: [{ kind: "clientBook", id: clientBookId }, ...page.map(({ id }) => id)] });
  return {
    total: after === null && last === undefined ? page.length : await countUpcoming(db, place, asked),
    nextCursor: last === undefined ? null : writePlace([last.in_days, last.sort_name, last.id, last.attribute]),
    dates: page.flatMap(({ attribute, in_days, attributes: stored }, index) => {
      const [client, definition] = [cards[index], attributes.get(attribute)];
      if (client === undefined || definition === undefined) return [];
      const value = storedAttributes(stored)[attribute] ?? "";
      return [
        {
          client,
          attribute: AttributeCode.parse(attribute),
          name: inEveryLanguage(definition.name),
          value,
          day: dayAfter(today, in_days),
          inDays: in_days,
          occurrence: `${attribute} ${dayAfter(today, in_days)}`,
        },
      ];
    }),
  };
}

const Place = z.tuple([z.int(), z.string(), z.uuid(), z.string()]);

function placeOf([inDays, sortName, customerId, attribute]: z.output<typeof Place>) {
  return { inDays, sortName, customerId, attribute };
}
