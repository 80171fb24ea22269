import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { columnsIn, rowsOf } from "./rows.ts";
import type { Density } from "./use-density.ts";

interface Box {
  readonly width: number;
  /** Below the top of the page. */
  readonly top: number;
}

interface List {
  readonly list: RefObject<HTMLElement | null>;
  /** Of all clients, in order. */
  readonly places: readonly string[];
  readonly rest: number;
  readonly density: Density;
}

const GAP_PX = { comfortable: 14, compact: 0 } as const;
/** Of a row that was never on the screen. */
const LIKELY_HEIGHT_PX = { comfortable: 216, compact: 68 } as const;
/** Rows above and below the screen that are ready. */
const READY = { comfortable: 3, compact: 8 } as const;

/** The rows of a long list that are on the screen, or nearly. The one with the focus and those beside it are always there, so that the focus is never lost. */
export function useRows({ list, places, rest, density }: List) {
  const box = useBox(list);
  const focusedPlace = useFocusedPlace(list);
  const focusedClient = useMemo(() => (focusedPlace === null ? -1 : places.indexOf(focusedPlace)), [places, focusedPlace]);
  const columns = density === "compact" ? 1 : columnsIn(box?.width ?? 0);
  const rows = rowsOf({ clients: places.length, columns, rest });
  const focused = focusedClient < 0 ? null : rows.indexOf(focusedClient);
  // oxlint-disable-next-line react/incompatible-library -- what it returns changes while it stays the same object; nothing here remembers it
  const virtual = useWindowVirtualizer({
    count: box === null ? 0 : rows.count,
    estimateSize: () => LIKELY_HEIGHT_PX[density],
    getItemKey: (index) => `${density} ${columns} ${index}`,
    overscan: READY[density],
    gap: GAP_PX[density],
    scrollMargin: box?.top ?? 0,
    rangeExtractor: (range) => withFocused(range, focused),
  });
  return {
    rows,
    columns,
    virtual,
    isReady: box !== null,
    top: box?.top ?? 0,
  };
}

function useFocusedPlace(list: RefObject<HTMLElement | null>): string | null {
  const [focused, setFocused] = useState<string | null>(null);
  useEffect(() => {
    const follow = ({ target }: FocusEvent) =>
      setFocused(
        target instanceof Element && list.current?.contains(target) === true ? (target.closest<HTMLElement>("[data-place]")?.dataset["place"] ?? null) : null,
      );
    document.addEventListener("focusin", follow);
    return () => document.removeEventListener("focusin", follow);
  }, [list]);
  return focused;
}

function withFocused(range: Range, focused: number | null): number[] {
  const shown = defaultRangeExtractor(range);
  if (focused === null) return shown;
  const beside = [focused - 1, focused, focused + 1].filter((index) => index >= 0 && index < range.count);
  return [...new Set([...shown, ...beside])].toSorted((a, b) => a - b);
}

/** Where the list stands, also after something above it grew. */
function useBox(list: RefObject<HTMLElement | null>): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const read = () => {
      const { width, top: onScreen } = element.getBoundingClientRect();
      const top = onScreen + scrollY;
      setBox((now) => (now !== null && now.width === width && Math.abs(now.top - top) < 1 ? now : { width, top }));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [list]);
  return box;
}
