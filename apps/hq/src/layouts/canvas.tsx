import { buttonWords, describeWrong, usePreferences, useText } from "@rapport/app-shell";
import type { LayoutButton, LayoutGrid, LayoutScreen } from "@rapport/contract/layouts";
import { addedButton, gridOnScreen, movedButton, operationOf, reshapedGrid, wrongWithOperation, wrongWithPlace, type Area } from "@rapport/domain/layouts";
import { Button, type Dragged, EmptyState, GridEditor, IconButton, Select, TileFace } from "@rapport/ui";
import { useId } from "react";
import { designerTexts } from "./designer-texts.ts";
import { layoutTexts } from "./texts.ts";
import type { Designer } from "./use-designer.ts";

/** How a new button looks: as its operation does. */
export const OWN_LOOK = { text: null, tooltip: null, colour: "plain", icon: null } as const;
const NEW_GRID: LayoutGrid = { screen: "welcome", rows: 2, columns: 2, buttons: [] };
const MOST_GRIDS = 6;
const MOST_LINES = 12;

/** What is dragged over the designer. */
export interface Dragging {
  readonly dragged: Dragged | null;
  readonly onDragged: (dragged: Dragged | null) => void;
}

/** The grids of the chosen size, on which buttons are placed. */
export function Canvas({ designer, dragging, onOpen }: { designer: Designer; dragging: Dragging; onOpen: () => void }) {
  const text = useText(designerTexts);
  const helpId = useId();
  const { size, chosen } = designer;
  if (size === undefined) return null;
  const setGrids = (grids: LayoutGrid[]) => designer.change(designer.sizes.map((one, at) => (at === chosen.size ? { ...one, grids } : one)));
  return (
    <div className="hq-canvas">
      <p id={helpId} className="r-hidden">
        {text("keys")}
      </p>
      {size.grids.length === 0 && <EmptyState title={text("noGrids")} text={text("noGridsText")} />}
      <div className="hq-canvas-grids" data-kind={size.kind}>
        {size.grids.map((grid, at) => (
          // A grid has no name of its own: its number is its place.
          <section key={at} className="hq-canvas-grid" style={{ flexGrow: grid.columns }} data-chosen={at === chosen.grid ? "" : undefined}>
            <GridHead designer={designer} grid={grid} at={at} onRemove={() => setGrids(size.grids.filter((_, index) => index !== at))} />
            <Grid {...{ designer, grid, at, helpId, dragging, onOpen }} />
          </section>
        ))}
      </div>
      {size.grids.length < MOST_GRIDS && (
        <div>
          <Button icon="plus" onClick={() => setGrids([...size.grids, NEW_GRID])}>
            {text("addGrid")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Grid({
  designer,
  grid,
  at,
  helpId,
  dragging,
  onOpen,
}: {
  designer: Designer;
  grid: LayoutGrid;
  at: number;
  helpId: string;
  dragging: Dragging;
  onOpen: () => void;
}) {
  const text = useText(designerTexts);
  const screens = useText(layoutTexts);
  const { language } = usePreferences().appearance;
  const { chosen, refusal, nameOf } = designer;
  const name = (id: string) => nameOf(grid.buttons[Number(id)]!);
  const placed = (index: number) => (next: LayoutGrid) => movedWords(next.buttons[index]!);
  const movedWords = (button: LayoutButton) =>
    text("moved", { name: nameOf(button), row: button.row, column: button.column, down: button.rowSpan, across: button.columnSpan });
  const move = (id: string, area: Area) => {
    const index = Number(id);
    designer.take({ grid: at, button: index }, movedButton(grid, { at: index, area }), { run: `place ${at} ${id}`, says: placed(index) });
  };
  const drop = (thing: Dragged, area: Area) => {
    if (thing.from === "palette") return addTo(designer, { grid, at, operation: Number(thing.value), area, says: (button) => movedWords(button) });
    if (Number(thing.grid) !== at) return moveBetween(designer, { from: Number(thing.grid), to: at, index: Number(thing.id), area });
    const index = Number(thing.id);
    designer.take({ grid: at, button: index }, movedButton(grid, { at: index, area }), { says: placed(index) });
    return undefined;
  };
  const whyNot = (thing: Dragged, area: Area) => {
    const from = thing.from === "grid" ? designer.size?.grids[Number(thing.grid)]?.buttons[Number(thing.id)] : undefined;
    const operation = thing.from === "palette" ? Number(thing.value) : from?.operation;
    const wrongOperation = operation === undefined ? undefined : wrongWithOperation(operation, grid.screen);
    const wrong = wrongOperation ?? wrongAt(grid, { area, index: thing.from === "grid" && Number(thing.grid) === at ? Number(thing.id) : null });
    return wrong && text("refused", { why: describeWrong(wrong, language) });
  };
  return (
    <>
      <GridEditor
        grid={String(at)}
        label={text("gridLabel", { number: at + 1, screen: screens(`screen.${grid.screen}`), rows: grid.rows, columns: grid.columns })}
        helpId={helpId}
        rows={grid.rows}
        columns={grid.columns}
        items={grid.buttons.map((button, index) => ({
          ...areaOf(button),
          id: String(index),
          name: nameOf(button),
          words: text("words", { name: nameOf(button), row: button.row, column: button.column, down: button.rowSpan, across: button.columnSpan }),
          content: <Face button={button} />,
        }))}
        chosen={at === chosen.grid && chosen.button !== null ? String(chosen.button) : null}
        refusal={refusal !== null && refusal.grid === at && refusal.button !== null ? { id: String(refusal.button), text: refusal.text } : null}
        {...dragging}
        whyNot={whyNot}
        onChoose={(id) => (at === chosen.grid && Number(id) === chosen.button ? undefined : designer.choose({ grid: at, button: Number(id) }))}
        onArea={move}
        onRemove={(id) => removeButton(designer, { grid, at, index: Number(id), says: text("removed", { name: name(id) }) })}
        onOpen={() => onOpen()}
        onDrop={drop}
      />
      {refusal !== null && refusal.grid === at && refusal.button === null && <p className="r-error hq-grid-refusal">{refusal.text}</p>}
    </>
  );
}

function Face({ button }: { button: LayoutButton }) {
  const { language } = usePreferences().appearance;
  const { name, line } = buttonWords(button, language);
  return (
    <span className="r-tile" data-colour={button.colour}>
      <TileFace icon={button.icon ?? operationOf(button.operation)?.icon ?? "info"} name={name} line={line} />
    </span>
  );
}

/** The number of a grid, its screen, how many rows and columns it has, and a way to remove it. */
function GridHead({ designer, grid, at, onRemove }: { designer: Designer; grid: LayoutGrid; at: number; onRemove: () => void }) {
  const text = useText(designerTexts);
  const screens = useText(layoutTexts);
  const reshape = (part: Partial<Pick<LayoutGrid, "rows" | "columns">>) =>
    designer.take({ grid: at, button: null }, reshapedGrid(grid, { rows: grid.rows, columns: grid.columns, ...part }));
  return (
    <header className="hq-grid-head">
      <h4>{text("grid", { number: at + 1 })}</h4>
      <Select
        label={text("gridScreen", { number: at + 1 })}
        hideLabel
        value={grid.screen}
        options={(["welcome", "transaction"] as const).map((screen) => ({ value: screen, label: screens(`screen.${screen}`) }))}
        // The options are the screens.
        onChange={({ target }) => designer.take({ grid: at, button: null }, gridOnScreen(grid, target.value as LayoutScreen))}
      />
      <IconButton icon="close" label={text("removeGrid", { number: at + 1 })} onClick={onRemove} />
      <div className="hq-steppers">
        {(["rows", "columns"] as const).map((line) => (
          <div key={line} className="hq-stepper">
            <button
              type="button"
              disabled={grid[line] <= 1}
              aria-label={text("fewer", { what: text(line) })}
              onClick={() => reshape({ [line]: grid[line] - 1 })}
            >
              −
            </button>
            <span className="r-num">{text(line === "rows" ? "countRows" : "countColumns", { count: grid[line], shown: grid[line] })}</span>
            <button
              type="button"
              disabled={grid[line] >= MOST_LINES}
              aria-label={text("further", { what: text(line) })}
              onClick={() => reshape({ [line]: grid[line] + 1 })}
            >
              +
            </button>
          </div>
        ))}
      </div>
    </header>
  );
}

export function addTo(
  designer: Designer,
  { grid, at, operation, area, says }: { grid: LayoutGrid; at: number; operation: number; area?: Area; says: (button: LayoutButton) => string },
): void {
  const index = grid.buttons.length;
  const isAdded = designer.take({ grid: at, button: null }, addedButton(grid, { button: { ...OWN_LOOK, operation }, area }), {
    says: (next) => says(next.buttons[index]!),
  });
  if (isAdded) designer.choose({ grid: at, button: index });
}

/** Takes a button off one grid and puts it on another. */
export function moveBetween(designer: Designer, { from, to, index, area }: { from: number; to: number; index: number; area?: Area | undefined }): void {
  const { size, chosen } = designer;
  const [source, target] = [size?.grids[from], size?.grids[to]];
  const button = source?.buttons[index];
  if (source === undefined || target === undefined || button === undefined) return;
  const { row: _, column: __, rowSpan: ___, columnSpan: ____, ...look } = button;
  const edited = addedButton(target, { button: look, area });
  if (edited.kind === "refused") return designer.refuse({ grid: area === undefined ? from : to, button: area === undefined ? index : null }, edited.wrong);
  const grids = size!.grids.map((grid, at) =>
    at === to ? edited.grid : at === from ? { ...grid, buttons: grid.buttons.filter((_button, place) => place !== index) } : grid,
  );
  designer.change(designer.sizes.map((one, at) => (at === chosen.size ? { ...one, grids } : one)));
  designer.choose({ grid: to, button: edited.grid.buttons.length - 1 });
}

export function removeButton(designer: Designer, { grid, at, index, says }: { grid: LayoutGrid; at: number; index: number; says: string }): void {
  designer.changeGrid(at, { ...grid, buttons: grid.buttons.filter((_, place) => place !== index) }, { says });
  designer.choose({ grid: at, button: null });
}

function areaOf({ row, column, rowSpan, columnSpan }: LayoutButton): Area {
  return { row, column, rowSpan, columnSpan };
}

/** Why something may not be dropped here. What stands exactly there changes places with it. */
function wrongAt(grid: LayoutGrid, { area, index }: { area: Area; index: number | null }) {
  if (index !== null) {
    const edited = movedButton(grid, { at: index, area });
    return edited.kind === "refused" ? edited.wrong : undefined;
  }
  return wrongWithPlace(area, { rows: grid.rows, columns: grid.columns, others: grid.buttons });
}
