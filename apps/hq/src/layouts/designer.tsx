import { describeWrong, usePreferences, useText } from "@rapport/app-shell";
import type { LayoutSize, ScreenLayout } from "@rapport/contract/layouts";
import { judgeSizes, STANDARD_SIZES } from "@rapport/domain/layouts";
import { Banner, Button, type Dragged, IconButton, Menu, useFormats, useToast } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useNames } from "../attributes/use-names.ts";
import { ButtonPanel } from "./button-panel.tsx";
import { Canvas } from "./canvas.tsx";
import { designerTexts } from "./designer-texts.ts";
import { layoutFile, readLayoutFile, saveFile } from "./layout-file.ts";
import "./layouts.css";
import { OperationPalette } from "./operation-palette.tsx";
import { Preview } from "./preview.tsx";
import { LackingElsewhere } from "./lacking.tsx";
import { layoutQueries } from "./queries.ts";
import { SizeBar, SizeSettings } from "./size-bar.tsx";
import { type Designer, useDesigner } from "./use-designer.ts";
import { useKeys } from "./use-keys.ts";
import { useSizeWords } from "./use-size-words.ts";

interface Designed {
  legalEntity: string;
  /** For the name of the file. */
  code: string;
  layout: Pick<ScreenLayout, "name" | "startScreen"> & { readonly sizes: LayoutSize[] };
  onSizes: (sizes: LayoutSize[]) => void;
}

/** Where a layout is designed: sizes, operations to choose from, the grids, the chosen button, and what comes of it. */
export function LayoutDesigner({ layout, onSizes, ...of }: Designed) {
  const designer = useDesigner({ sizes: layout.sizes, onSizes });
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const panel = useRef<HTMLElement>(null);
  const root = useRef<HTMLDivElement>(null);
  useKeys(root, (event) => {
    // A text field has an undo of its own.
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyped(event.target)) return;
    const key = event.key.toLowerCase();
    const act = key === "y" || (key === "z" && event.shiftKey) ? designer.redo : key === "z" ? designer.undo : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  return (
    <div ref={root} className="hq-designer">
      <p className="r-hidden" role="status">
        {designer.said}
      </p>
      <Tools designer={designer} layout={layout} {...of} />
      <Wrongs designer={designer} />
      <LackingElsewhere designer={designer} />
      {designer.size !== undefined && <SizeSettings key={designer.chosen.size} designer={designer} size={designer.size} />}
      <div className="hq-designer-columns">
        <OperationPalette designer={designer} onDragged={setDragged} />
        <div className="hq-designer-middle">
          <Canvas
            designer={designer}
            dragging={{ dragged, onDragged: setDragged }}
            onOpen={() => panel.current?.querySelector<HTMLElement>("input:not([role=combobox])")?.focus()}
          />
          <Preview sizes={layout.sizes} />
        </div>
        <ButtonPanel ref={panel} designer={designer} onBack={() => root.current?.querySelector<HTMLElement>("[data-chosen] > .r-placed-item")?.focus()} />
      </div>
    </div>
  );
}

/** Sizes, undo and redo, and other things to begin from. */
function Tools({ designer, layout, legalEntity, code }: { designer: Designer } & Omit<Designed, "onSizes">) {
  const text = useText(designerTexts);
  const toast = useToast();
  const { nameOf } = useNames();
  const file = useRef<HTMLInputElement>(null);
  const others = useQuery(layoutQueries.listQuery(legalEntity)).data?.rows ?? [];
  const begin = (sizes: readonly LayoutSize[]) => {
    designer.change([...sizes]);
    designer.choose({ size: 0, grid: 0, button: null });
  };
  const read = async (chosen: File) => {
    const found = readLayoutFile(await chosen.text());
    if (found === null) return toast.warn(text("fileWrong", { file: chosen.name }));
    begin(found.sizes);
    return toast.say(text("fileRead", { file: chosen.name }));
  };
  return (
    <div className="hq-designer-tools">
      <SizeBar designer={designer} />
      <div className="r-row">
        <IconButton icon="undo" label={text("undo")} variant="outlined" disabled={!designer.canUndo} onClick={designer.undo} />
        <IconButton icon="redo" label={text("redo")} variant="outlined" disabled={!designer.canRedo} onClick={designer.redo} />
        <Menu
          trigger={<Button icon="more">{text("more")}</Button>}
          entries={[
            { kind: "action", label: text("standard"), icon: "home", onSelect: () => begin(STANDARD_SIZES) },
            ...others
              .filter((other) => other.code !== code)
              .slice(0, 10)
              .map((other) => ({ kind: "action" as const, label: text("copyOf", { name: nameOf(other) }), onSelect: () => begin(other.sizes) })),
            { kind: "line" },
            { kind: "action", label: text("toFile"), icon: "download", onSelect: () => saveFile(layoutFile(layout), `${code === "" ? "layout" : code}.json`) },
            { kind: "action", label: text("fromFile"), icon: "upload", onSelect: () => file.current?.click() },
          ]}
        />
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          className="hq-file-behind"
          aria-label={text("fromFile")}
          tabIndex={-1}
          onChange={({ target }) => {
            const [chosen] = target.files ?? [];
            if (chosen !== undefined) void read(chosen);
            target.value = "";
          }}
        />
      </div>
    </div>
  );
}

/** What a file brought that cannot be drawn, with the buttons that are wrong. */
function Wrongs({ designer }: { designer: Designer }) {
  const text = useText(designerTexts);
  const { number } = useFormats();
  const { short } = useSizeWords();
  const { language } = usePreferences().appearance;
  const faults = judgeSizes(designer.sizes);
  if (faults.length === 0) return null;
  return (
    <Banner tone="bad" title={text("wrong", { count: faults.length, shown: number(faults.length) })}>
      <ul className="hq-wrongs">
        {faults.map(({ path, wrong }) => {
          // As `judgeSizes` names them: sizes, n, grids, n, buttons, n.
          const [size = 0, grid = 0, button = 0] = [path[1], path[3], path[5]].map(Number);
          const place = designer.sizes[size];
          const found = place?.grids[grid]?.buttons[button];
          const why = describeWrong(wrong, language);
          const sizeWords = place === undefined ? "" : short(place);
          if (path.length < 6 || found === undefined) return <li key={path.join()}>{text("wrongSize", { size: sizeWords, why })}</li>;
          return (
            <li key={path.join()}>
              <button type="button" className="hq-wrong" onClick={() => designer.choose({ size, grid, button })}>
                {text("wrongButton", { size: sizeWords, number: grid + 1, name: designer.nameOf(found), why })}
              </button>
            </li>
          );
        })}
      </ul>
    </Banner>
  );
}

function isTyped(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "radio" && target.type !== "file");
}
