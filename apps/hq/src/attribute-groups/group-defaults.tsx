import { usePreferences, useText } from "@rapport/app-shell";
import { ErrorText } from "@rapport/ui";
import { inEveryLanguage, labelOf } from "@rapport/domain";
import { DefaultField } from "../attributes/default-field.tsx";
import type { StoredAttribute } from "../attributes/queries.ts";
import { useNames } from "../attributes/use-names.ts";
import { useAttributeText } from "@rapport/app-shell/customer-form";
import { groupTexts } from "./texts.ts";

/** The defaults that hold in this group, in place of those of the attributes (R27). */
export function GroupDefaults({
  attributes,
  chosen,
  defaults,
  error,
  onDefaults,
}: {
  attributes: readonly StoredAttribute[];
  chosen: readonly string[];
  /** By code, as a form has them. */
  defaults: Readonly<Record<string, string>>;
  error: string | undefined;
  onDefaults: (defaults: Record<string, string>) => void;
}) {
  const text = useText(groupTexts);
  const { nameOf } = useNames();
  const { language } = usePreferences().appearance;
  const textOf = useAttributeText();
  const members = chosen.flatMap((code) => attributes.find((one) => one.code === code) ?? []);
  if (members.length === 0) return null;
  const count = members.filter(({ code }) => (defaults[code] ?? "") !== "").length;
  const own = (attribute: StoredAttribute) => {
    const value = attribute.default ?? null;
    const said = textOf({ type: attribute.type, value, label: labelOf(attribute, value) });
    return said === "" ? text("noDefault") : text("ownDefault", { value: said });
  };
  return (
    <details className="hq-group-defaults" open={error !== undefined || count > 0 ? true : undefined}>
      <summary>{count === 0 ? text("defaults") : text("defaultsOf", { count })}</summary>
      <p className="r-hint">{text("defaultsHint")}</p>
      <ErrorText id="hq-group-defaults-error">{error}</ErrorText>
      <div className="hq-pair">
        {members.map((attribute) => (
          <DefaultField
            key={attribute.code}
            label={nameOf(attribute)}
            empty={own(attribute)}
            value={defaults[attribute.code] ?? ""}
            onValue={(value) => onDefaults({ ...defaults, [attribute.code]: value })}
            of={{
              type: attribute.type,
              multiple: attribute.multiple,
              values: (attribute.values ?? []).map(({ value, label }) => ({ value, label: inEveryLanguage(label)[language] })),
            }}
          />
        ))}
      </div>
    </details>
  );
}
