import { buttonWords, describeWrong, usePreferences, useText } from "@rapport/app-shell";
import type { LayoutButton, LayoutGrid, LayoutSize } from "@rapport/contract/layouts";
import type { Wrong } from "@rapport/contract/refusals";
import type { Edited } from "@rapport/domain/layouts";
import { useState } from "react";
import { designerTexts } from "./designer-texts.ts";

/** Places in the lists of the layout: what is chosen, or where something was refused. */
export interface Chosen {
  readonly size: number;
  readonly grid: number;
  readonly button: number | null;
}

interface History {
  readonly past: readonly LayoutSize[][];
  readonly future: readonly LayoutSize[][];
  /** Names a run of changes that one undo takes back together, such as the letters of a text. */
  readonly run: string | null;
}
const MOST_STEPS = 200;

export type Designer = ReturnType<typeof useDesigner>;

/** The steps of somebody who designs a layout: what is chosen, each change with its undo, and what was not possible with its reason. */
export function useDesigner({ sizes, onSizes }: { sizes: LayoutSize[]; onSizes: (sizes: LayoutSize[]) => void }) {
  const text = useText(designerTexts);
  const { language } = usePreferences().appearance;
  const [wanted, setChosen] = useState<Chosen>({ size: 0, grid: 0, button: 0 });
  const [history, setHistory] = useState<History>({ past: [], future: [], run: null });
  const [refusal, setRefusal] = useState<(Chosen & { readonly text: string }) | null>(null);
  const [said, setSaid] = useState("");
  const chosen = there(sizes, wanted);
  const size = sizes[chosen.size];
  const grid = size?.grids[chosen.grid];
  const nameOf = (button: LayoutButton) => buttonWords(button, language).name;
  const wordsOf = (wrong: Wrong) => text("refused", { why: describeWrong(wrong, language) });

  function change(next: LayoutSize[], { run, says = "" }: { run?: string; says?: string } = {}): void {
    setHistory(({ past, ...before }) => ({
      past: run !== undefined && run === before.run ? past : [...past, sizes].slice(-MOST_STEPS),
      future: [],
      run: run ?? null,
    }));
    setRefusal(null);
    setSaid(says);
    onSizes(next);
  }
  function changeGrid(at: number, next: LayoutGrid, options: { run?: string; says?: string } = {}): void {
    change(
      sizes.map((one, index) => (index === chosen.size ? { ...one, grids: one.grids.map((other, number) => (number === at ? next : other)) } : one)),
      options,
    );
  }
  function refuse(at: { grid: number; button: number | null }, wrong: Wrong): void {
    const words = wordsOf(wrong);
    setRefusal({ size: chosen.size, ...at, text: words });
    setSaid(words);
  }

  return {
    sizes,
    size,
    grid,
    button: chosen.button === null ? undefined : grid?.buttons[chosen.button],
    chosen,
    refusal,
    said,
    nameOf,
    wordsOf,
    choose(part: Partial<Chosen>): void {
      setChosen({ ...chosen, ...part });
      if (part.button !== chosen.button || part.grid !== chosen.grid) setRefusal(null);
    },
    change,
    changeGrid,
    refuse,
    /** Takes a step of the domain, or says beside the button why not. */
    take(at: { grid: number; button: number | null }, edited: Edited, options: { run?: string; says?: (grid: LayoutGrid) => string } = {}): boolean {
      if (edited.kind === "refused") {
        refuse(at, edited.wrong);
        return false;
      }
      const { says, ...rest } = options;
      changeGrid(at.grid, edited.grid, { ...rest, ...(says !== undefined && { says: says(edited.grid) }) });
      return true;
    },
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo(): void {
      const before = history.past.at(-1);
      if (before === undefined) return;
      setHistory({ past: history.past.slice(0, -1), future: [sizes, ...history.future], run: null });
      setRefusal(null);
      setSaid(text("undone"));
      onSizes(before);
    },
    redo(): void {
      const [next, ...future] = history.future;
      if (next === undefined) return;
      setHistory({ past: [...history.past, sizes], future, run: null });
      setRefusal(null);
      setSaid(text("redone"));
      onSizes(next);
    },
  };
}

/** What is chosen, as far as it is still there. */
function there(sizes: readonly LayoutSize[], { size, grid, button }: Chosen): Chosen {
  const at = Math.min(size, sizes.length - 1);
  const grids = sizes[at]?.grids ?? [];
  const number = Math.min(grid, Math.max(0, grids.length - 1));
  return { size: at, grid: number, button: button !== null && grids[number]?.buttons[button] !== undefined ? button : null };
}
