import type { ReactNode } from "react";
import { Button, GridList, GridListItem, useDragAndDrop } from "react-aria-components";
import { Icon } from "./icon.tsx";
import { movedTo } from "./moved-to.ts";
import { Localized } from "./picker.tsx";
import { useUi } from "./ui-provider.tsx";
import "./styles/arranged.css";

export interface OrderedItem {
  id: string;
  /** The plain name, which a screen reader says of the row and its handle. */
  name: string;
  content: ReactNode;
}

/**
 * Items whose order a person decides, in a list or a grid. They are moved by pointer, touch or keyboard (Tab to the handle,
 * Enter, arrows, Enter). `onOrder` gets all ids in their new order.
 */
export function OrderedList({
  label,
  items,
  layout = "stack",
  empty,
  disabled = false,
  onOrder,
}: {
  label: string;
  items: readonly OrderedItem[];
  layout?: "stack" | "grid";
  empty: string;
  disabled?: boolean;
  onOrder: (ids: string[]) => void;
}) {
  const { words } = useUi();
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: disabled,
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": items.find(({ id }) => id === key)?.name ?? "" })),
    onReorder: ({ keys, target }) => {
      const ids = items.map(({ id }) => id);
      const next = movedTo(
        ids,
        ids.filter((id) => keys.has(id)),
        { beside: String(target.key), after: target.dropPosition === "after" },
      );
      if (next.some((id, place) => id !== ids[place])) onOrder(next);
    },
  });
  return (
    <Localized>
      <GridList
        className="r-ordered"
        data-taps="each"
        aria-label={label}
        layout={layout}
        keyboardNavigationBehavior="tab"
        items={items}
        dependencies={[disabled, words]}
        dragAndDropHooks={dragAndDropHooks}
        renderEmptyState={() => <p className="r-options-empty">{empty}</p>}
      >
        {({ id, name, content }) => (
          <GridListItem id={id} textValue={name} className="r-ordered-item">
            <Button slot="drag" className="r-icon-button r-ordered-handle" isDisabled={disabled} aria-label={`${words.move} ${name}`}>
              <Icon name="grip" size={18} />
            </Button>
            <div className="r-ordered-content">{content}</div>
          </GridListItem>
        )}
      </GridList>
    </Localized>
  );
}
