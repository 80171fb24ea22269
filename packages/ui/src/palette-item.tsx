import type { ReactNode } from "react";
import { useDrag } from "react-aria";
import { type Dragged, DRAGGED_TYPE, take } from "./dragged.ts";
import "./styles/editor.css";

/** Something that can be dragged to a grid, or added by a press. */
export function PaletteItem({
  value,
  name,
  description,
  onDragged,
  onAdd,
  children,
}: {
  value: string;
  name: string;
  /** What a press does. */
  description: string;
  onDragged: (dragged: Dragged | null) => void;
  onAdd: () => void;
  children: ReactNode;
}) {
  const { dragProps, isDragging } = useDrag({
    hasDragButton: true,
    getItems: () => [{ [DRAGGED_TYPE]: value, "text/plain": name }],
    onDragStart: () => onDragged({ from: "palette", value }),
    onDragEnd: () => onDragged(null),
  });
  return (
    // Firefox drags no button.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- see above
    <div
      {...dragProps}
      role="button"
      tabIndex={0}
      className="r-palette-item"
      title={description}
      data-dragging={isDragging ? "" : undefined}
      onClick={onAdd}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") take(event, onAdd);
      }}
    >
      {children}
    </div>
  );
}
