import { useText } from "@rapport/app-shell";
import { Combobox } from "@rapport/ui";
import type { StoredAttribute } from "../attributes/queries.ts";
import { useNames } from "../attributes/use-names.ts";
import { ChosenList } from "./chosen-list.tsx";
import { groupTexts } from "./texts.ts";

/** The attributes of a group in display order (R17). They are added by name, moved by drag or by keyboard, and taken out. */
export function MembersField({
  attributes,
  chosen,
  error,
  onChoose,
}: {
  attributes: readonly StoredAttribute[];
  chosen: readonly string[];
  error: string | undefined;
  onChoose: (codes: string[]) => void;
}) {
  const text = useText(groupTexts);
  const { nameOf, nameAmong } = useNames();
  const others = attributes
    .filter(({ code }) => !chosen.includes(code))
    .map((attribute) => ({ value: attribute.code as string, label: `${nameOf(attribute)} (${attribute.code})` }));
  return (
    <div className="r-stack">
      <Combobox
        // Empty again for the next one.
        key={chosen.length}
        label={text("add")}
        hint={attributes.length === 0 ? text("noAttributes") : text("addHint")}
        error={error}
        value={null}
        options={others}
        onValue={(code) => onChoose([...chosen, code])}
      />
      <div>
        <p className="r-label">{text("order")}</p>
        <p className="r-hint">{text("orderHint")}</p>
      </div>
      <ChosenList
        label={text("order")}
        empty={text("noMembers")}
        removeLabel={(name) => text("remove", { name })}
        onChoose={onChoose}
        chosen={chosen.map((code) => ({
          code,
          name: nameAmong(attributes, code),
          tag: attributes.find((one) => one.code === code)?.refinable === true ? text("isFilter") : undefined,
        }))}
      />
    </div>
  );
}
