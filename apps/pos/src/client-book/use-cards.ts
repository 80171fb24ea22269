import { useEffect, useState } from "react";
import { useQueries } from "@tanstack/react-query";
import type { ClientCard, Listed, ListOrder } from "@rapport/contract/clienteling";
import { OLD_AFTER_MS } from "../shell/kept-pages.ts";
import { CARDS_AT_ONCE, type CardsOptions, type CardsReply } from "./book-queries.ts";
import { placeOf } from "./place.ts";

export type CardsQuery = (listed: Listed) => CardsOptions;

interface Shown {
  readonly order: ListOrder;
  /** Came with the order: the first of its cards. */
  readonly first: CardsReply;
  /** When the order came. */
  readonly loadedAt: number;
  /** While another view loads, the old list stays and asks for nothing. */
  readonly isOld: boolean;
  readonly cards: CardsQuery;
  /** The clients on the screen, by their places in the order; `to` is not among them. */
  readonly from: number;
  readonly to: number;
}

/** What flies by is not asked for. */
const STAYS_MS = 80;

/**
 * The cards of the clients on the screen, some at a time; asked for when the list comes to rest near them. A card is null for who is not in the book any more,
 * and undefined while it is on its way.
 */
export function useCards({ order, first, loadedAt, isOld, cards, from, to }: Shown) {
  const [seen] = useState(() => new Map<string, ClientCard>());
  const parts = partsBetween(from, Math.min(to, order.refs.length));
  const resting = useResting(parts.join());
  const asked = parts.map((part) => ({ books: order.books, refs: order.refs.slice(part * CARDS_AT_ONCE, (part + 1) * CARDS_AT_ONCE) }));
  // Read again like the others when they are old: only so a short list says that it has changed.
  const cameWithList = { initialData: first, initialDataUpdatedAt: loadedAt, staleTime: OLD_AFTER_MS };
  const results = useQueries({
    queries: asked.map((listed, at) => ({ ...cards(listed), ...(parts[at] === 0 && !isOld && cameWithList), enabled: !isOld && resting === parts.join() })),
  });
  const shown = new Map<number, ClientCard | null>();
  const replies = asked.map((listed, at) => (parts[at] === 0 && (results[at]?.dataUpdatedAt ?? 0) <= loadedAt ? first : results[at]?.data));
  for (const [at, listed] of asked.entries()) for (const [ref, card] of inPlace(listed.refs, replies[at])) shown.set(ref, card);
  useEffect(() => {
    for (const [ref, card] of shown) if (card !== null) seen.set(placeOf(ref, order), card);
  });
  const failed = results.find(({ isError, isFetching }) => isError && !isFetching);
  return {
    cardOf: (ref: number): ClientCard | null | undefined => shown.get(ref) ?? (shown.has(ref) ? null : seen.get(placeOf(ref, order))),
    /** Others came or went since the list was loaded. */
    hasChanged: replies.some(
      (reply, at) =>
        ((results[at]?.dataUpdatedAt ?? 0) > loadedAt && reply !== undefined && reply.matching !== first.matching) || (reply?.gone?.length ?? 0) > 0,
    ),
    error: failed?.error ?? null,
    retry: () => {
      for (const { isError, refetch } of results) if (isError) void refetch();
    },
  };
}

function partsBetween(from: number, to: number): number[] {
  const parts: number[] = [];
  for (let part = Math.floor(from / CARDS_AT_ONCE); part * CARDS_AT_ONCE < to; part++) parts.push(part);
  return parts;
}

function inPlace(refs: readonly number[], reply: CardsReply | undefined): (readonly [number, ClientCard | null])[] {
  if (reply === undefined) return [];
  const gone = new Set(reply.gone);
  const clients = reply.clients.values();
  return refs.map((ref) => [ref, gone.has(ref) ? null : (clients.next().value ?? null)] as const);
}

/** The value, once it stayed for a moment. */
function useResting(value: string): string {
  const [resting, setResting] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setResting(value), STAYS_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return resting;
}
