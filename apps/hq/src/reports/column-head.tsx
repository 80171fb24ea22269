import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { Days } from "@rapport/domain/comparisons";
import { Icon, IconButton, Menu, type MenuEntry, useToast } from "@rapport/ui";
import { type DragEvent, useState } from "react";
import { ColumnDialog } from "./column-dialog.tsx";
import { useColumnWords } from "./column-words.ts";
import { CompareDialog } from "./compare-dialog.tsx";
import { freeformTexts } from "./freeform-texts.ts";
import { canSort, type Column, isChange, keyOf, LOOKS, type ShownAs } from "./report-column.ts";
import { placed, removed, replaced } from "./report-columns.ts";
import { columnsOf, type ReportSearch, sortedKey } from "./report-search.ts";

const DRAGGED = "application/x-rapport-column";

/** The head of a column: its name, which sorts; what it shows; and its menu. It is moved by dragging, by Alt and an arrow, or from the menu. */
export function ColumnHead({
  suite,
  search,
  days,
  column,
  onChange,
}: {
  suite: ReportSuite;
  search: ReportSearch;
  days: Days;
  column: Column;
  onChange: (part: Partial<ReportSearch>) => void;
}) {
  const text = useText(freeformTexts);
  const words = useColumnWords(suite);
  const toast = useToast();
  const [dialog, setDialog] = useState<"compare" | "settings" | null>(null);
  const [isOver, setIsOver] = useState(false);
  const columns = columnsOf(search);
  const key = keyOf(column);
  const place = columns.findIndex((one) => keyOf(one) === key);
  const name = words.name(column);
  const isSorted = sortedKey(search) === key;
  const move = (moved: string, to: number) => {
    const part = placed(search, { key: moved, to });
    if (part === null) return;
    onChange(part);
    const one = columns.find((known) => keyOf(known) === moved);
    toast.say(text("moved", { name: one === undefined ? "" : words.name(one), place: to + 1, count: columns.length }));
  };
  const set = (part: Partial<Column>) => onChange(replaced(search, { key, by: { ...column, ...part } }) ?? {});
  const entries: MenuEntry[] = [
    {
      kind: "choice",
      label: text("showAs"),
      value: column.as,
      options: choicesFor(column).map((as) => ({ value: as, label: text(`shows.${as}`) })),
      onSelect: (as) => set({ as: choicesFor(column).find((known) => known === as) ?? "number" }),
    },
    {
      kind: "choice",
      label: text("look"),
      value: column.look,
      options: LOOKS.map((look) => ({ value: look, label: text(`looks.${look}`) })),
      onSelect: (look) => set({ look: LOOKS.find((known) => known === look) ?? "bars" }),
    },
    { kind: "line" },
    { kind: "action", label: text("compare"), onSelect: () => setDialog("compare") },
    { kind: "action", label: text("settings"), onSelect: () => setDialog("settings") },
    { kind: "line" },
    ...(place > 0 ? [{ kind: "action" as const, label: text("moveLeft"), onSelect: () => move(key, place - 1) }] : []),
    ...(place < columns.length - 1 ? [{ kind: "action" as const, label: text("moveRight"), onSelect: () => move(key, place + 1) }] : []),
    ...(columns.length > 1 ? [{ kind: "action" as const, label: text("remove"), tone: "bad" as const, onSelect: () => onChange(removed(search, key)) }] : []),
  ];
  const dropped = (event: DragEvent) => {
    const moved = event.dataTransfer.getData(DRAGGED);
    setIsOver(false);
    if (moved !== "" && moved !== key) move(moved, place);
  };
  return (
    <th scope="col" data-align="end" aria-sort={isSorted ? (search.direction === "asc" ? "ascending" : "descending") : undefined}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dragging is a short cut; the button and the menu inside do the same by keyboard */}
      <div
        className="hq-column-head"
        draggable
        data-over={isOver ? "" : undefined}
        onDragStart={(event) => event.dataTransfer.setData(DRAGGED, key)}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(DRAGGED)) return;
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={dropped}
      >
        <span className="hq-column-name">
          {canSort(column) ? (
            <button
              type="button"
              className="r-sort"
              data-on={isSorted ? "" : undefined}
              onClick={() => onChange({ sort: key, direction: isSorted && search.direction === "desc" ? "asc" : "desc" })}
              onKeyDown={(event) => {
                if (!event.altKey || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
                event.preventDefault();
                move(key, place + (event.key === "ArrowLeft" ? -1 : 1));
              }}
            >
              {words.metric(column.metric)}
              {isSorted && (
                <span style={search.direction === "asc" ? { rotate: "180deg" } : undefined}>
                  <Icon name="chevron" size={14} />
                </span>
              )}
            </button>
          ) : (
            <span>{words.metric(column.metric)}</span>
          )}
          {words.notes(column).map((note) => (
            <span key={note} className="hq-column-note">
              {note}
            </span>
          ))}
        </span>
        <Menu trigger={<IconButton label={text("columnMenu", { name })} icon="more" />} entries={entries} />
      </div>
      {dialog === "compare" && <CompareDialog suite={suite} search={search} days={days} only={column} onChange={onChange} onClose={() => setDialog(null)} />}
      {dialog === "settings" && <ColumnDialog suite={suite} search={search} column={column} onChange={onChange} onClose={() => setDialog(null)} />}
    </th>
  );
}

/** A change needs a compared period; quick calculations are made of a number. */
function choicesFor({ as, period }: Column): ShownAs[] {
  if (isChange(as)) return ["difference", "percent"];
  return period === "main" ? ["number", "share", "running", "rank"] : ["number", "share", "running", "rank", "difference", "percent"];
}
