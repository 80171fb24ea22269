import { useText } from "@rapport/app-shell";
import type { LayoutSize } from "@rapport/contract/layouts";
import { reflowed } from "@rapport/domain/layouts";
import { Button, Chip, Menu, Select, TextField } from "@rapport/ui";
import { useState } from "react";
import { designerTexts } from "./designer-texts.ts";
import type { Designer } from "./use-designer.ts";
import { useSizeWords } from "./use-size-words.ts";

const PRESETS = [
  { kind: "full", width: 1024, height: 768 },
  { kind: "full", width: 1440, height: 900 },
  { kind: "full", width: 768, height: 1024 },
  { kind: "compact", width: 390, height: 844 },
  { kind: "compact", width: 844, height: 390 },
] as const;
const MOST_SIZES = 6;
const COMPACT_COLUMNS = 2;

/** The sizes of the layout: which one is designed, and what it is. A new one begins with the buttons of the one that shows. */
export function SizeBar({ designer }: { designer: Designer }) {
  const text = useText(designerTexts);
  const { short } = useSizeWords();
  const { sizes, size, chosen } = designer;
  const free = PRESETS.filter(({ width, height }) => !sizes.some((one) => one.width === width && one.height === height));
  const add = (preset: (typeof PRESETS)[number]) => {
    const grids = (size?.grids ?? []).map((grid) => (preset.kind === "compact" ? reflowed(grid, Math.min(COMPACT_COLUMNS, grid.columns)) : grid));
    designer.change([...sizes, { ...preset, grids }]);
    designer.choose({ size: sizes.length, grid: 0, button: null });
  };
  return (
    <div className="hq-sizes">
      <div role="group" aria-label={text("size")} className="r-row">
        {sizes.map((one, at) => (
          <Chip key={`${one.width} ${one.height} ${at}`} pressed={at === chosen.size} onPress={() => designer.choose({ size: at, grid: 0, button: null })}>
            {short(one)}
          </Chip>
        ))}
      </div>
      {sizes.length < MOST_SIZES && free.length > 0 && (
        <Menu
          trigger={<Button icon="plus">{text("addSize")}</Button>}
          entries={free.map((preset) => ({ kind: "action", label: short({ ...preset, grids: [] }), onSelect: () => add(preset) }))}
        />
      )}
    </div>
  );
}

/** The kind, the width and the height of the chosen size. */
export function SizeSettings({ designer, size }: { designer: Designer; size: LayoutSize }) {
  const text = useText(designerTexts);
  const { long } = useSizeWords();
  const { sizes, chosen } = designer;
  const [refused, setRefused] = useState<string>();
  const set = (part: Partial<LayoutSize>, run?: string) => {
    const next = { ...size, ...part };
    const isTwice = sizes.some((one, at) => at !== chosen.size && one.width === next.width && one.height === next.height);
    setRefused(isTwice ? text("sizeThere", { width: next.width, height: next.height }) : undefined);
    if (!isTwice)
      designer.change(
        sizes.map((one, at) => (at === chosen.size ? next : one)),
        run === undefined ? {} : { run },
      );
  };
  return (
    <details className="hq-size-settings">
      <summary>{long(size)}</summary>
      <div className="hq-size-fields">
        <Select
          label={text("kind")}
          hint={text("kindHint")}
          value={size.kind}
          options={(["full", "compact"] as const).map((kind) => ({ value: kind, label: text(`kind.${kind}`) }))}
          // The options are the kinds.
          onChange={({ target }) => set({ kind: target.value as LayoutSize["kind"] })}
        />
        {(["width", "height"] as const).map((side) => (
          <PixelField
            key={`${side} ${size[side]}`}
            label={text(side)}
            value={size[side]}
            error={refused}
            onValue={(value) => set({ [side]: value }, `${side} ${chosen.size}`)}
          />
        ))}
        {sizes.length > 1 && (
          <Button
            variant="danger"
            onClick={() => {
              designer.change(sizes.filter((_, at) => at !== chosen.size));
              designer.choose({ size: 0, grid: 0, button: null });
            }}
          >
            {text("removeSize")}
          </Button>
        )}
      </div>
    </details>
  );
}

/** Takes the number when the field is left, because `1` and `10` on the way to `1024` are no sizes. */
function PixelField({ label, value, error, onValue }: { label: string; value: number; error: string | undefined; onValue: (value: number) => void }) {
  const [typed, setTyped] = useState(String(value));
  return (
    <TextField
      label={label}
      type="number"
      min={200}
      max={8_000}
      value={typed}
      error={error}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={() => {
        const pixels = Math.round(Number(typed));
        if (pixels >= 200 && pixels <= 8_000 && pixels !== value) onValue(pixels);
        else setTyped(String(value));
      }}
    />
  );
}
