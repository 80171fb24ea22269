import { useText } from "@rapport/app-shell";
import { LayoutColour, LayoutIcon } from "@rapport/contract/layouts";
import { Icon } from "@rapport/ui";
import { type ReactNode, useId } from "react";
import { colourTexts, designerTexts, iconTexts } from "./designer-texts.ts";

/** Colours of the theme only, so that a button can be read in both (LA5). */
export function ColourChoice({ chosen, onChoose }: { chosen: LayoutColour; onChoose: (colour: LayoutColour) => void }) {
  const text = useText(designerTexts);
  const colours = useText(colourTexts);
  return (
    <Swatches
      label={text("colour")}
      options={LayoutColour.options.map((colour) => ({
        value: colour,
        label: colours(colour),
        face: (
          <span className="r-tile hq-swatch-colour" data-colour={colour}>
            <span className="r-tile-mark" />
          </span>
        ),
      }))}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}

export function IconChoice({ chosen, own, onChoose }: { chosen: LayoutIcon | null; own: LayoutIcon; onChoose: (icon: LayoutIcon | null) => void }) {
  const text = useText(designerTexts);
  const icons = useText(iconTexts);
  return (
    <Swatches
      label={text("icon")}
      options={[
        { value: "", label: text("iconOwn"), face: <Icon name={own} size={20} /> },
        ...LayoutIcon.options.map((icon) => ({ value: icon, label: icons(icon), face: <Icon name={icon} size={20} /> })),
      ]}
      chosen={chosen ?? ""}
      // The options are the icons, and the empty one.
      onChoose={(icon) => onChoose(icon === "" ? null : (icon as LayoutIcon))}
    />
  );
}

/** One of several, each shown by a picture; its name is its tooltip, and shown in words once chosen. */
function Swatches<V extends string>({
  label,
  options,
  chosen,
  onChoose,
}: {
  label: string;
  options: readonly { value: V; label: string; face: ReactNode }[];
  chosen: V;
  onChoose: (value: V) => void;
}) {
  const name = useId();
  return (
    <fieldset className="hq-swatches">
      <legend>
        {label} <span className="r-muted">{options.find(({ value }) => value === chosen)?.label}</span>
      </legend>
      <div>
        {options.map(({ value, label: words, face }) => (
          <label key={value} className="hq-swatch" title={words}>
            <input type="radio" name={name} className="r-hidden" aria-label={words} checked={value === chosen} onChange={() => onChoose(value)} />
            {face}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
