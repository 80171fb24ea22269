import { useText } from "@rapport/app-shell";
import type { AttributeValue, MeasureCode } from "@rapport/contract/clienteling";
import { chooseSlots, displayNameOf, inEveryLanguage, initialsOf, labelOf, shownValue, type SlotChoice } from "@rapport/domain";
import { Avatar, Button } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readDefault } from "../attributes/default-text.ts";
import type { StoredAttribute } from "../attributes/queries.ts";
import { useNames } from "../attributes/use-names.ts";
import { measureTexts } from "../commerce-parameters/measure-texts.ts";
import { useAttributeText } from "@rapport/app-shell/customer-form";
import { FilterPreview } from "./filter-preview.tsx";
import { type PreviewClient, PreviewClientChooser } from "./preview-client.tsx";
import { parametersQuery } from "./queries.ts";
import { sampleOf, SAMPLE } from "./sample-client.ts";
import "./attribute-groups.css";
import { groupTexts } from "./texts.ts";

interface Previewed {
  legalEntity: string;
  attributes: readonly StoredAttribute[];
  members: readonly string[];
  /** The group's own defaults as its form has them, by code. */
  defaults?: Readonly<Record<string, string>>;
  /** Those that a form is about to save; by default the saved ones. */
  measures?: readonly MeasureCode[];
}

/** The card and the filter panel as the group in the form would make them (R16 to R18, R32): of somebody made up, or of a customer who is chosen. */
export function CardPreview(of: Previewed) {
  const text = useText(groupTexts);
  const [client, setClient] = useState<PreviewClient | null>(null);
  return (
    <section className="hq-preview" aria-label={text("preview")}>
      <p className="r-label">{text("preview")}</p>
      <p className="r-hint">{text(client === null ? "previewText" : "previewReal")}</p>
      <PreviewClientChooser legalEntity={of.legalEntity} onChosen={setClient} />
      <Preview {...of} client={client} />
      {client !== null && (
        <div>
          <Button onClick={() => setClient(null)}>{text("showMadeUp")}</Button>
        </div>
      )}
    </section>
  );
}

function Preview({ legalEntity, attributes, members, defaults = {}, measures, client }: Previewed & { client: PreviewClient | null }) {
  const text = useText(groupTexts);
  const saved = useQuery({ ...parametersQuery(legalEntity), enabled: measures === undefined }).data?.measures;
  const inOrder = members.flatMap((code, place) => {
    const stored = attributes.find((one) => one.code === code);
    return stored === undefined ? [] : [{ code: stored.code, definition: withDefault(stored, defaults[code]), displayOrder: place + 1 }];
  });
  const slots = chooseSlots({ measures: measures ?? saved ?? [], attributes: inOrder });
  const person = client ?? SAMPLE;
  // Somebody made up has no value where there is a default, so that it shows.
  const sampled = inOrder.filter(({ definition }) => !("default" in definition));
  const values =
    client?.values ?? Object.fromEntries(sampled.map(({ code, definition }) => [code as string, sampleOf(definition, { word: text("sample") })] as const));
  return (
    <>
      <div className="hq-preview-card">
        <div className="hq-preview-who">
          <Avatar name={displayNameOf(person)} initials={initialsOf(person)} />
          <strong>{displayNameOf(person)}</strong>
        </div>
        {slots.length === 0 ? (
          <p className="r-hint">{text("noSlots")}</p>
        ) : (
          <dl>
            {slots.map((slot) => (
              <Slot key={slot.kind === "measure" ? slot.code : slot.attribute.code} slot={slot} values={values} />
            ))}
          </dl>
        )}
      </div>
      <FilterPreview attributes={inOrder} values={values} />
    </>
  );
}

function withDefault({ default: own, ...rest }: StoredAttribute, typed: string | undefined) {
  const value = readDefault(typed ?? "", rest) ?? own;
  return value === undefined ? rest : { ...rest, default: value };
}

function Slot({ slot, values }: { slot: SlotChoice; values: Readonly<Record<string, AttributeValue>> }) {
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
  const { code, definition } = slot.attribute;
  const { value, isDefault } = shownValue(definition, values[code] ?? null);
  const said = textOf({ type: definition.type, value, label: labelOf(definition, value), unit: definition.unit && inEveryLanguage(definition.unit) });
  return (
    <div>
      <dt>{nameOf(definition)}</dt>
      <dd>
        {said === "" ? "–" : said}
        {isDefault === true && <span className="r-small r-muted"> {text("isDefault")}</span>}
      </dd>
    </div>
  );
}
