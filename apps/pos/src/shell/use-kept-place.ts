import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useLocation } from "@tanstack/react-router";
import { z } from "zod";
import { nearestStaying } from "./nearest-staying.ts";
import type { Pages } from "./use-fetch-near-end.ts";

/** The item at the top of the screen, its place in the list, and how many pixels below the top of the screen it begins. */
const Place = z.object({ id: z.string(), index: z.int(), top: z.number() });
type Place = z.infer<typeof Place>;

/**
 * Brings a long list that loads in pages back to where it was when its history entry is shown again (C12). The browser's scroll position is not enough: pages
 * may have to load first. Goes on the element around items with `data-place`.
 *
 * @param ids the ids of the items, in order
 */
export function useKeptPlace<E extends HTMLElement>(ids: readonly string[], pages: Pages): RefObject<E | null> {
  const list = useRef<E>(null);
  useKeptPlaceIn(list, ids, pages);
  return list;
}

/** The same for a list that is whole, with only the items around the screen in the page. It keeps the place in another layout or order too. */
export function useKeptPlaceOfWhole(list: RefObject<HTMLElement | null>, ids: readonly string[], of: Held): void {
  useKeptPlaceIn(list, ids, { ...WHOLE, seek: of.seek });
  useHeldPlace(list, ids, of);
}

/** Whether this history entry was shown before, and has a place to go back to. */
export function useIsReturned(): boolean {
  const entry = useLocation().state.__TSR_key ?? "";
  const [isReturned] = useState(() => readPlace(entry) !== null);
  return isReturned;
}

interface Held {
  /** Scrolls to about where an item is. */
  readonly seek: (index: number) => void;
  /** How the list is laid out. In another one the same item stays at the top of the screen. */
  readonly layout: string;
  /** What the list shows. Another view begins where it will. */
  readonly view: string;
}

/** Which part of which item has the focus. */
interface Focused {
  readonly id: string;
  readonly part: number;
}

/** While the view stays, the item at the top of the screen stays there, and the focus stays on its item, through another layout or order. */
function useHeldPlace(list: RefObject<HTMLElement | null>, ids: readonly string[], { seek, layout, view }: Held): void {
  const seen = useRef<Place | null>(null);
  const focused = useRef<Focused | null>(null);
  const holding = useRef<AbortController | null>(null);
  const before = useRef({ ids, layout, view });

  useEffect(() => {
    let asked = 0;
    const see = () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => {
        if (holding.current?.signal.aborted !== false) seen.current = firstInSight(itemsIn(list.current));
      });
    };
    const follow = ({ target }: FocusEvent) => (focused.current = focusIn(list.current, target));
    // A tap beside the item takes the focus from it without giving it to another.
    const leave = ({ target }: PointerEvent) => {
      if (focusIn(list.current, target)?.id !== focused.current?.id) focused.current = null;
    };
    addEventListener("scroll", see, { passive: true });
    addEventListener("focusin", follow);
    addEventListener("pointerdown", leave, { passive: true });
    return () => {
      cancelAnimationFrame(asked);
      holding.current?.abort();
      removeEventListener("scroll", see);
      removeEventListener("focusin", follow);
      removeEventListener("pointerdown", leave);
    };
  }, [list]);

  useLayoutEffect(() => {
    const was = before.current;
    before.current = { ids, layout, view };
    const isSame = was.ids === ids && was.layout === layout;
    if (isSame || was.view !== view || was.ids.length === 0 || ids.length === 0) return;
    const itemOf = (id: string | null) => itemsIn(list.current).find((item) => item.dataset["place"] === id);
    const top = seen.current;
    // The beginning of the list stays the beginning.
    if (top !== null && (top.index > 0 || top.top < 0)) {
      const id = nearestStaying(was.ids, Math.max(0, was.ids.indexOf(top.id)), ids);
      holding.current?.abort();
      if (id !== null) holding.current = hold(list, { item: () => itemOf(id), top: top.top, seek: () => seek(ids.indexOf(id)) });
    }
    const had = focused.current;
    if (had === null || document.activeElement !== document.body) return;
    const id = nearestStaying(was.ids, Math.max(0, was.ids.indexOf(had.id)), ids);
    partsOf(itemOf(id))[had.part]?.focus({ preventScroll: true });
  }, [list, ids, layout, view, seek]);
}

function focusIn(list: HTMLElement | null, target: EventTarget | null): Focused | null {
  if (!(target instanceof Element) || list?.contains(target) !== true) return null;
  const item = target.closest<HTMLElement>("[data-place]");
  const id = item?.dataset["place"];
  return item === null || id === undefined
    ? null
    : {
        id,
        part: Math.max(
          0,
          partsOf(item).findIndex((part) => part.contains(target)),
        ),
      };
}

/** What can have the focus in an item. */
function partsOf(item: HTMLElement | undefined): HTMLElement[] {
  return [...(item?.querySelectorAll<HTMLElement>("a[href], button") ?? [])];
}

const WHOLE = { hasNextPage: false, isFetchingNextPage: false, isFetchNextPageError: false, fetchNextPage: () => undefined };

type Loading = Pick<Pages, "hasNextPage" | "isFetchingNextPage" | "isFetchNextPageError"> & {
  readonly fetchNextPage: () => unknown;
  readonly seek?: (index: number) => void;
};

function useKeptPlaceIn(list: RefObject<HTMLElement | null>, ids: readonly string[], pages: Loading): void {
  const entry = useLocation().state.__TSR_key ?? "";
  const [kept] = useState(() => readPlace(entry));
  const isReturned = useRef(kept === null);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, seek } = pages;

  useLayoutEffect(() => {
    if (kept === null || isReturned.current || ids.length === 0) return;
    if (!ids.includes(kept.id) && ids.length <= kept.index && hasNextPage) {
      if (!isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
      return;
    }
    isReturned.current = true;
    // The client may have left the list. Then it is the client now at that place.
    const id = ids.includes(kept.id) ? kept.id : ids[Math.min(kept.index, ids.length - 1)];
    hold(list, {
      item: () => itemsIn(list.current).find((item) => item.dataset["place"] === id),
      top: kept.top,
      seek: () => id !== undefined && seek?.(ids.indexOf(id)),
    });
  }, [list, ids, kept, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, seek]);

  useEffect(() => {
    let asked = 0;
    const remember = () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => isReturned.current && writePlace(entry, firstInSight(itemsIn(list.current))));
    };
    // A person who scrolls has chosen another place.
    const leave = () => (isReturned.current = true);
    const acts = ["wheel", "touchmove"] as const;
    addEventListener("scroll", remember, { passive: true });
    for (const act of acts) addEventListener(act, leave, { passive: true });
    return () => {
      cancelAnimationFrame(asked);
      removeEventListener("scroll", remember);
      for (const act of acts) removeEventListener(act, leave);
    };
  }, [list, entry]);
}

function itemsIn(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>("[data-place]") ?? [])];
}

/** A binary search, because items are in the order of the screen, row by row. */
function firstInSight(items: readonly HTMLElement[]): Place | null {
  let [from, to] = [0, items.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((items[middle]?.getBoundingClientRect().bottom ?? 0) > 0) to = middle;
    else from = middle + 1;
  }
  const item = items[from];
  const id = item?.dataset["place"];
  // Of a list with only the items around the screen, the item itself says its place.
  const index = Number(item?.dataset["placeIndex"] ?? from);
  return item === undefined || id === undefined ? null : { id, index, top: item.getBoundingClientRect().top };
}

const STEADY_FRAMES = 5;
const MOST_FRAMES = 60;
/** Some seconds, in which what an item shows has come, or will not. */
const MOST_WAITING_FRAMES = 600;

interface Holding {
  readonly item: () => HTMLElement | undefined;
  readonly top: number;
  readonly seek: () => void;
}

/**
 * Scrolls the item to `top`, and does so again while the cards around it get their real height: also what is on its way, which has `data-waiting`. While it is
 * not in the page, it is sought. Stops when the person scrolls, taps or types.
 */
function hold(list: RefObject<HTMLElement | null>, { item, top, seek }: Holding): AbortController {
  const acted = new AbortController();
  for (const act of ["wheel", "touchstart", "pointerdown", "keydown"]) addEventListener(act, () => acted.abort(), { signal: acted.signal, passive: true });
  let [frames, waited, steady] = [0, 0, 0];
  const adjust = () => {
    const element = item();
    if (acted.signal.aborted) return;
    if (element === undefined) seek();
    const off = element === undefined ? Number.NaN : element.getBoundingClientRect().top - top;
    if (Math.abs(off) >= 1) scrollBy({ top: off, behavior: "instant" });
    const waits = waited < MOST_WAITING_FRAMES && list.current?.querySelector("[data-waiting]") != null;
    steady = Math.abs(off) < 1 && !waits ? steady + 1 : 0;
    if (waits) waited += 1;
    else frames += 1;
    if (steady < STEADY_FRAMES && frames < MOST_FRAMES) requestAnimationFrame(adjust);
    else acted.abort();
  };
  adjust();
  return acted;
}

const keyOf = (entry: string) => `rapport-place-${entry}`;

function readPlace(entry: string): Place | null {
  const stored = sessionStorage.getItem(keyOf(entry));
  return stored === null ? null : (Place.safeParse(JSON.parse(stored)).data ?? null);
}

function writePlace(entry: string, place: Place | null): void {
  if (place === null) return;
  try {
    sessionStorage.setItem(keyOf(entry), JSON.stringify(place));
  } catch {
    // The browser's storage is full: the list then begins at its top.
  }
}
