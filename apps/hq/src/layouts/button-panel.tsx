import { buttonWords, useText } from "@rapport/app-shell";
import type { LayoutButton } from "@rapport/contract/layouts";
import { BUTTON_OPERATIONS, movedButton, operationOf, wrongWithOperation } from "@rapport/domain/layouts";
import { Button, Combobox, EmptyState, Select, TextField } from "@rapport/ui";
import type { RefObject } from "react";
import { moveBetween, removeButton } from "./canvas.tsx";
import { ColourChoice, IconChoice } from "./choices.tsx";
import { designerTexts } from "./designer-texts.ts";
import { useOperationName } from "./operation-palette.tsx";
import type { Designer } from "./use-designer.ts";
import { useKeys } from "./use-keys.ts";

const PLACES = [
  ["row", "row"],
  ["column", "column"],
  ["rowSpan", "down"],
  ["columnSpan", "across"],
] as const;

/** Everything about the chosen button. Escape leads back to it. */
export function ButtonPanel({ designer, ref, onBack }: { designer: Designer; ref: RefObject<HTMLElement | null>; onBack: () => void }) {
  const text = useText(designerTexts);
  const { button } = designer;
  useKeys(ref, (event) => {
    if (event.key === "Escape") onBack();
  });
  return (
    <section ref={ref} className="hq-button-panel" aria-labelledby="button-panel">
      <h3 id="button-panel">{text("button")}</h3>
      {button === undefined ? <EmptyState title={text("nothingChosen")} text={text("nothingChosenText")} /> : <Settings designer={designer} button={button} />}
    </section>
  );
}

function Settings({ designer, button }: { designer: Designer; button: LayoutButton }) {
  const text = useText(designerTexts);
  const operationName = useOperationName();
  const { grid, chosen, size, refusal } = designer;
  const index = chosen.button;
  if (grid === undefined || index === null || size === undefined) return null;
  const place = { grid: chosen.grid, button: index };
  const set = (part: Partial<LayoutButton>, run?: string) =>
    designer.changeGrid(
      chosen.grid,
      { ...grid, buttons: grid.buttons.map((one, at) => (at === index ? { ...one, ...part } : one)) },
      run === undefined ? {} : { run },
    );
  const own = (language: "en" | "nl") => buttonWords({ ...button, text: null, tooltip: null }, language);
  const words = (field: "text" | "tooltip") => {
    const fallback = field === "text" ? own("en").name : (own("en").line ?? "");
    const dutch = field === "text" ? own("nl").name : (own("nl").line ?? "");
    const { en = "", nl = "" } = button[field] ?? {};
    const put = (next: { en: string; nl: string }) => set({ [field]: spoken(next, fallback) }, `${field} ${chosen.size} ${chosen.grid} ${index}`);
    return {
      english: {
        value: en,
        placeholder: fallback === "" ? "" : text("ownWords", { words: fallback }),
        onChange: (value: string) => put({ en: value, nl: nl ?? "" }),
      },
      dutch: {
        value: nl ?? "",
        placeholder: en === "" && dutch !== "" ? text("ownWords", { words: dutch }) : text("dutchEmpty"),
        onChange: (value: string) => put({ en, nl: value }),
      },
    };
  };
  const [name, line] = [words("text"), words("tooltip")];
  const said = refusal !== null && refusal.grid === chosen.grid && refusal.button === index ? refusal.text : undefined;
  return (
    <div className="hq-button-settings">
      <Combobox
        label={text("operation")}
        value={String(button.operation)}
        options={BUTTON_OPERATIONS.map(({ id }) => ({ value: String(id), label: `${id} ${operationName(id)}` }))}
        onValue={(chosenOperation) => {
          const operation = Number(chosenOperation);
          const wrong = wrongWithOperation(operation, grid.screen);
          if (wrong === undefined) set({ operation });
          else designer.refuse(place, wrong);
        }}
      />
      {said !== undefined && <p className="r-error">{said}</p>}
      <TextField label={text("english")} maxLength={80} autoComplete="off" {...asInput(name.english)} />
      <TextField label={text("dutch")} maxLength={80} autoComplete="off" {...asInput(name.dutch)} />
      <TextField label={text("lineEnglish")} maxLength={80} autoComplete="off" {...asInput(line.english)} />
      <TextField label={text("lineDutch")} maxLength={80} autoComplete="off" {...asInput(line.dutch)} />
      <ColourChoice chosen={button.colour} onChoose={(colour) => set({ colour })} />
      <IconChoice chosen={button.icon} own={operationOf(button.operation)?.icon ?? "info"} onChoose={(icon) => set({ icon })} />
      <fieldset className="hq-places">
        <legend>{text("place")}</legend>
        {PLACES.map(([field, label]) => (
          <TextField
            key={field}
            label={text(label)}
            type="number"
            min={1}
            max={12}
            value={button[field]}
            onChange={({ target }) => {
              const value = Math.round(Number(target.value));
              if (value >= 1) designer.take(place, movedButton(grid, { at: index, area: { ...button, [field]: value } }));
            }}
          />
        ))}
      </fieldset>
      {size.grids.length > 1 && (
        <Select
          label={text("toGrid")}
          value={String(chosen.grid)}
          options={size.grids.map((_, at) => ({ value: String(at), label: text("grid", { number: at + 1 }) }))}
          onChange={({ target }) => moveBetween(designer, { from: chosen.grid, to: Number(target.value), index })}
        />
      )}
      <Button
        variant="danger"
        onClick={() => removeButton(designer, { grid, at: chosen.grid, index, says: text("removed", { name: designer.nameOf(button) }) })}
      >
        {text("remove")}
      </Button>
    </div>
  );
}

function asInput({ value, placeholder, onChange }: { value: string; placeholder: string; onChange: (value: string) => void }) {
  return { value, placeholder, onChange: ({ target }: { target: { value: string } }) => onChange(target.value) };
}

/** Words as they are stored: none when both are empty; Dutch alone stands beside the operation's English. */
function spoken({ en, nl }: { en: string; nl: string }, fallback: string): LayoutButton["text"] {
  if (en === "" && nl === "") return null;
  const english = en === "" ? fallback : en;
  return nl === "" ? { en: english === "" ? nl : english } : { en: english === "" ? nl : english, nl };
}
