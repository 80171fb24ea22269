import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { useDrag, useMove } from "react-aria";
import { placeIn } from "./button-grids.tsx";
import { type Area, type Dragged, DRAGGED_TYPE, take } from "./dragged.ts";

export interface PlacedItem extends Area {
  readonly id: string;
  /** The plain name, for the drag. */
  readonly name: string;
  /** What a screen reader says: its name, where it stands and how large it is. */
  readonly words: string;
  readonly content: ReactNode;
}

/** An item on its grid: dragged, enlarged at its corner, or moved by the keyboard. */
export function PlacedOn({
  grid,
  item,
  helpId,
  onDragged,
  isChosen,
  refusal,
  cell,
  onChoose,
  onArea,
  onRemove,
  onOpen,
}: {
  grid: string;
  item: PlacedItem;
  helpId: string;
  onDragged: (dragged: Dragged | null) => void;
  isChosen: boolean;
  refusal: string | undefined;
  cell: () => { width: number; height: number };
  onChoose: () => void;
  onArea: (area: Area) => void;
  onRemove: () => void;
  onOpen: () => void;
}) {
  const { id, name, words, content, row, column, rowSpan, columnSpan } = item;
  const ref = useRef<HTMLDivElement>(null);
  const { dragProps, isDragging } = useDrag({
    // By keyboard arrows move it, so Enter is free to open it.
    hasDragButton: true,
    getItems: () => [{ [DRAGGED_TYPE]: id, "text/plain": name }],
    onDragStart({ x, y }) {
      const box = ref.current?.getBoundingClientRect();
      const { width, height } = cell();
      const heldAt = (at: number, size: number, span: number) => Math.min(span - 1, Math.max(0, Math.floor(at / size)));
      const held = { row: heldAt(y - (box?.top ?? y), height, rowSpan), column: heldAt(x - (box?.left ?? x), width, columnSpan), rowSpan, columnSpan };
      onDragged({ from: "grid", grid, id, held });
      onChoose();
    },
    onDragEnd: () => onDragged(null),
  });
  const press = (event: KeyboardEvent) => {
    if (event.key === "Delete" || event.key === "Backspace") return take(event, onRemove);
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) return take(event, onOpen);
    if (event.key === " ") return take(event, onChoose);
    const arrow = ARROWS[event.key];
    if (arrow === undefined || event.altKey || event.ctrlKey || event.metaKey) return undefined;
    return take(event, () =>
      onArea(
        event.shiftKey
          ? { row, column, rowSpan: Math.max(1, rowSpan + arrow.down), columnSpan: Math.max(1, columnSpan + arrow.across) }
          : { rowSpan, columnSpan, row: row + arrow.down, column: column + arrow.across },
      ),
    );
  };
  return (
    <div className="r-grid-place r-placed" style={placeIn(item)} data-tall={rowSpan > 1 ? "" : undefined} data-chosen={isChosen ? "" : undefined}>
      {/* Firefox drags no button. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- see above */}
      <div
        {...dragProps}
        ref={ref}
        role="button"
        tabIndex={0}
        className="r-placed-item"
        aria-label={words}
        aria-pressed={isChosen}
        aria-describedby={helpId}
        data-dragging={isDragging ? "" : undefined}
        onKeyDown={press}
        onClick={onChoose}
        onFocus={onChoose}
      >
        {content}
      </div>
      {isChosen && <Corner cell={cell} span={{ rowSpan, columnSpan }} onSpan={(span) => onArea({ row, column, ...span })} />}
      {refusal !== undefined && <p className="r-placed-refusal">{refusal}</p>}
    </div>
  );
}

type Span = Pick<Area, "rowSpan" | "columnSpan">;

/** For the pointer; by keyboard, Shift and arrows do the same. */
function Corner({ cell, span, onSpan }: { cell: () => { width: number; height: number }; span: Span; onSpan: (span: Span) => void }) {
  const pulled = useRef({ x: 0, y: 0, from: span, told: span });
  const { moveProps } = useMove({
    onMoveStart: () => {
      pulled.current = { x: 0, y: 0, from: span, told: span };
    },
    onMove({ deltaX, deltaY }) {
      const pull = pulled.current;
      pull.x += deltaX;
      pull.y += deltaY;
      const { width, height } = cell();
      const next = {
        rowSpan: Math.max(1, pull.from.rowSpan + Math.round(pull.y / height)),
        columnSpan: Math.max(1, pull.from.columnSpan + Math.round(pull.x / width)),
      };
      if (next.rowSpan === pull.told.rowSpan && next.columnSpan === pull.told.columnSpan) return;
      pull.told = next;
      onSpan(next);
    },
  });
  return <span {...moveProps} className="r-placed-corner" aria-hidden="true" />;
}

const ARROWS: Readonly<Record<string, { readonly down: number; readonly across: number } | undefined>> = {
  ArrowUp: { down: -1, across: 0 },
  ArrowDown: { down: 1, across: 0 },
  ArrowLeft: { down: 0, across: -1 },
  ArrowRight: { down: 0, across: 1 },
};
