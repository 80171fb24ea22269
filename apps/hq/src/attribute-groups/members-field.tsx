import { usePreferences, useText } from "@rapport/app-shell";
import { inEveryLanguage } from "@rapport/domain";
import { Combobox, IconButton, OrderedList, Tag } from "@rapport/ui";
import type { StoredAttribute } from "../attributes/queries.ts";
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
  const { language } = usePreferences().appearance;
  const nameOf = (code: string) => {
    const attribute = attributes.find((one) => one.code === code);
    return attribute === undefined ? code : inEveryLanguage(attribute.name)[language];
  };
  const others = attributes.filter(({ code }) => !chosen.includes(code)).map(({ code }) => ({ value: code as string, label: `${nameOf(code)} (${code})` }));
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
      <OrderedList
        label={text("order")}
        empty={text("noMembers")}
        onOrder={onChoose}
        items={chosen.map((code) => {
          const name = nameOf(code);
          const isFilter = attributes.find((one) => one.code === code)?.refinable === true;
          return {
            id: code,
            name,
            content: (
              <div className="hq-member">
                <span>{name}</span>
                {isFilter && <Tag>{text("isFilter")}</Tag>}
                <IconButton label={text("remove", { name })} icon="close" onClick={() => onChoose(chosen.filter((one) => one !== code))} />
              </div>
            ),
          };
        })}
      />
    </div>
  );
}
