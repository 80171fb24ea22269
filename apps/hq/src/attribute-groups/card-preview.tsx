import { useText } from "@rapport/app-shell";
import { chooseSlots, displayNameOf, initialsOf, labelOf, type SlotChoice } from "@rapport/domain";
import type { MeasureCode } from "@rapport/contract/clienteling";
import { Avatar } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import type { StoredAttribute } from "../attributes/queries.ts";
import { useNames } from "../attributes/use-names.ts";
import { measureTexts } from "../commerce-parameters/measure-texts.ts";
import { useAttributeText } from "../customers/attribute-text.ts";
import { parametersQuery } from "./queries.ts";
import { sampleOf, SAMPLE } from "./sample-client.ts";
import "./attribute-groups.css";
import { groupTexts } from "./texts.ts";

/** The card of a client who is made up, as the group in the form would make it (R16 to R18), and the filters that it would bring (R32). */
export function CardPreview(of: {
  legalEntity: string;
  attributes: readonly StoredAttribute[];
  members: readonly string[];
  /** Those that a form is about to save; by default the saved ones. */
  measures?: readonly MeasureCode[];
}) {
  const text = useText(groupTexts);
  return (
    <section className="hq-preview" aria-label={text("preview")}>
      <p className="r-label">{text("preview")}</p>
      <p className="r-hint">{text("previewText")}</p>
      <Preview {...of} />
    </section>
  );
}

function Preview({ legalEntity, attributes, members, measures }: Parameters<typeof CardPreview>[0]) {
  const text = useText(groupTexts);
  const { nameOf } = useNames();
  const saved = useQuery({ ...parametersQuery(legalEntity), enabled: measures === undefined }).data?.measures;
  const inOrder = members.flatMap((code, place) => {
    const definition = attributes.find((one) => one.code === code);
    return definition === undefined ? [] : [{ code: definition.code, definition, displayOrder: place + 1 }];
  });
  const slots = chooseSlots({ measures: measures ?? saved ?? [], attributes: inOrder });
  const filters = inOrder.filter(({ definition }) => definition.refinable).map(({ definition }) => nameOf(definition));
  return (
    <>
      <div className="hq-preview-card">
        <div className="hq-preview-who">
          <Avatar name={displayNameOf(SAMPLE)} initials={initialsOf(SAMPLE)} />
          <strong>{displayNameOf(SAMPLE)}</strong>
        </div>
        {slots.length === 0 ? (
          <p className="r-hint">{text("noSlots")}</p>
        ) : (
          <dl>
            {slots.map((slot) => (
              <Slot key={slot.kind === "measure" ? slot.code : slot.attribute.code} slot={slot} />
            ))}
          </dl>
        )}
      </div>
      <p className="r-hint">{filters.length === 0 ? text("noFilters") : text("filters", { filters: filters.join(", ") })}</p>
    </>
  );
}

function Slot({ slot }: { slot: SlotChoice }) {
  const text = useText(groupTexts);
  const { nameOf } = useNames();
  const textOf = useAttributeText();
  const measureText = useText(measureTexts);
  if (slot.kind === "measure") {
    return (
      <div>
        <dt>{measureText(slot.code)}</dt>
        <dd className="r-muted">{text("measured")}</dd>
      </div>
    );
  }
  const { definition } = slot.attribute;
  const value = sampleOf(definition, { word: text("sample") });
  const said = textOf({ type: definition.type, value, label: labelOf(definition, value) });
  return (
    <div>
      <dt>{nameOf(definition)}</dt>
      <dd>{said === "" ? "–" : said}</dd>
    </div>
  );
}
