import { operationTexts, usePreferences, useText } from "@rapport/app-shell";
import { PERMISSIONS } from "@rapport/contract";
import { BUTTON_OPERATIONS, operationOf } from "@rapport/domain/layouts";
import { Icon, PaletteItem } from "@rapport/ui";
import { addTo, type Dragging } from "./canvas.tsx";
import { designerTexts } from "./designer-texts.ts";
import type { Designer } from "./use-designer.ts";

/** The operations that a button can start, to drag or to add; and those that have none. */
export function OperationPalette({ designer, onDragged }: { designer: Designer; onDragged: Dragging["onDragged"] }) {
  const text = useText(designerTexts);
  const name = useOperationName();
  const { language } = usePreferences().appearance;
  const { grid, chosen } = designer;
  const nowhere = BUTTON_OPERATIONS.filter(({ screens }) => screens.length === 0);
  return (
    <section className="hq-palette-operations" aria-labelledby="operations">
      <h3 id="operations">{text("operations")}</h3>
      <p className="r-small r-muted">{text("operationsText")}</p>
      <ul>
        {BUTTON_OPERATIONS.filter(({ screens }) => screens.length > 0).map(({ id, icon }) => (
          <li key={id}>
            <PaletteItem
              value={String(id)}
              name={name(id)}
              description={text("add", { number: chosen.grid + 1 })}
              onDragged={onDragged}
              onAdd={() => {
                if (grid !== undefined)
                  addTo(designer, {
                    grid,
                    at: chosen.grid,
                    operation: id,
                    says: (button) => text("added", { name: name(id), row: button.row, column: button.column }),
                  });
              }}
            >
              <span className="hq-palette-mark">
                <Icon name={icon} size={20} />
              </span>
              <span className="hq-palette-words">
                <span>{name(id)}</span>
                <span className="r-small r-muted r-num">{id}</span>
              </span>
            </PaletteItem>
          </li>
        ))}
      </ul>
      <p className="r-small r-muted">
        {text("nowhere", { operations: nowhere.map(({ id, permission }) => `${id} ${PERMISSIONS[permission].words[language]}`).join(", ") })}
      </p>
    </section>
  );
}

/** What an operation is called on a button without words of its own. */
export function useOperationName(): (id: number) => string {
  const { language } = usePreferences().appearance;
  const known: Readonly<Record<string, string | undefined>> = operationTexts.messages[language];
  return (id) => {
    // One that stands on no button is called by what it lets somebody do.
    const permission = operationOf(id)?.permission;
    return known[id] ?? (permission === undefined ? String(id) : PERMISSIONS[permission].words[language]);
  };
}
