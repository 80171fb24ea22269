import { useRef, useState } from "react";
import { useDrop } from "react-aria";
import { gridShape, placeIn } from "./button-grids.tsx";
import { type Area, type Dragged, DRAGGED_TYPE } from "./dragged.ts";
import { type PlacedItem, PlacedOn } from "./placed-item.tsx";
import "./styles/editor.css";

/**
 * Items on a grid, which a person drags, enlarges at the corner and removes; by keyboard arrows move, Shift and arrows change the size, Delete
 * removes, and Enter opens. It draws what it is given and tells what is wanted; `whyNot` says beside the pointer why something cannot be dropped.
 */
export function GridEditor({
  grid,
  label,
  helpId,
  rows,
  columns,
  items,
  chosen,
  refusal,
  dragged,
  onDragged,
  whyNot,
  onChoose,
  onArea,
  onRemove,
  onOpen,
  onDrop,
}: {
  grid: string;
  label: string;
  /** The id of the words that say which keys do what. */
  helpId: string;
  rows: number;
  columns: number;
  items: readonly PlacedItem[];
  chosen: string | null;
  /** Why the last step was not possible, said beside its item. */
  refusal: { readonly id: string; readonly text: string } | null;
  dragged: Dragged | null;
  onDragged: (dragged: Dragged | null) => void;
  whyNot: (dragged: Dragged, area: Area) => string | undefined;
  onChoose: (id: string) => void;
  onArea: (id: string, area: Area) => void;
  onRemove: (id: string) => void;
  onOpen: (id: string) => void;
  onDrop: (dragged: Dragged, area: Area) => void;
}) {
  const ref = useRef<HTMLDivElement>(null);
  const [target, setTarget] = useState<Area | null>(null);
  const areaAt = ({ x, y }: { x: number; y: number }): Area | null => {
    const box = ref.current?.getBoundingClientRect();
    if (dragged === null || box === undefined) return null;
    const held = dragged.from === "grid" ? dragged.held : { row: 0, column: 0, rowSpan: 1, columnSpan: 1 };
    const cell = (at: number, size: number, count: number) => Math.min(count, Math.max(1, Math.ceil((at / size) * count)));
    const { rowSpan, columnSpan } = held;
    return { rowSpan, columnSpan, row: Math.max(1, cell(y, box.height, rows) - held.row), column: Math.max(1, cell(x, box.width, columns) - held.column) };
  };
  const { dropProps } = useDrop({
    ref,
    getDropOperation: (types) => (types.has(DRAGGED_TYPE) ? "move" : "cancel"),
    onDropEnter: (at) => setTarget(areaAt(at)),
    onDropMove: (at) => setTarget(areaAt(at)),
    onDropExit: () => setTarget(null),
    onDrop(at) {
      setTarget(null);
      const area = areaAt(at);
      if (area !== null && dragged !== null) onDrop(dragged, area);
      onDragged(null);
    },
  });
  const why = target === null || dragged === null ? undefined : whyNot(dragged, target);
  return (
    <div {...dropProps} ref={ref} className="r-grid r-editor" role="group" tabIndex={-1} aria-label={label} style={gridShape({ rows, columns })}>
      {Array.from({ length: rows * columns }, (_, at) => (
        <span
          key={at}
          className="r-editor-cell"
          style={placeIn({ row: Math.floor(at / columns) + 1, column: (at % columns) + 1, rowSpan: 1, columnSpan: 1 })}
          aria-hidden="true"
        />
      ))}
      {items.map((item) => (
        <PlacedOn
          key={item.id}
          {...{ grid, item, helpId, onDragged }}
          isChosen={item.id === chosen}
          refusal={refusal?.id === item.id ? refusal.text : undefined}
          cell={() => cellOf(ref.current, { rows, columns })}
          onChoose={() => onChoose(item.id)}
          onArea={(area) => onArea(item.id, area)}
          onRemove={() => {
            onRemove(item.id);
            // What had the focus is gone, so its neighbour gets it.
            setTimeout(() => (ref.current?.querySelector<HTMLElement>(".r-placed-item") ?? ref.current)?.focus());
          }}
          onOpen={() => onOpen(item.id)}
        />
      ))}
      {target !== null && (
        <div className="r-editor-target" style={placeIn(within(target, { rows, columns }))} data-refused={why === undefined ? undefined : ""}>
          {why}
        </div>
      )}
    </div>
  );
}

function cellOf(element: HTMLElement | null, { rows, columns }: { rows: number; columns: number }): { width: number; height: number } {
  const box = element?.getBoundingClientRect();
  return { width: (box?.width ?? columns) / columns, height: (box?.height ?? rows) / rows };
}

/** As much of an area as the grid has. */
function within({ row, column, rowSpan, columnSpan }: Area, { rows, columns }: { rows: number; columns: number }): Area {
  return { row, column, rowSpan: Math.max(1, Math.min(rowSpan, rows - row + 1)), columnSpan: Math.max(1, Math.min(columnSpan, columns - column + 1)) };
}
