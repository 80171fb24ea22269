import { useText } from "@rapport/app-shell";
import { chooseSlots, displayNameOf, initialsOf, labelOf, type SlotChoice } from "@rapport/domain";
import type { Reply } from "@rapport/contract";
import type { AttributeValue, MeasureCode } from "@rapport/contract/clienteling";
import type { getCustomerForm } from "@rapport/contract/customers";
import { Avatar, Select } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { StoredAttribute } from "../attributes/queries.ts";
import { useNames } from "../attributes/use-names.ts";
import { measureTexts } from "../commerce-parameters/measure-texts.ts";
import { useAttributeText } from "../customers/attribute-text.ts";
import { customersQuery, formQuery } from "../customers/queries.ts";
import { sessionQuery } from "../session/session-query.ts";
import { parametersQuery } from "./queries.ts";
import "./attribute-groups.css";
import { groupTexts } from "./texts.ts";

/** How many clients can be chosen for the preview. */
const CLIENTS = 20;
type Values = Readonly<Record<string, AttributeValue>>;

/** The card of a real client as the group in the form would make it (R16 to R18), and the filters that it would bring (R32). */
export function CardPreview(of: {
  legalEntity: string;
  attributes: readonly StoredAttribute[];
  members: readonly string[];
  /** Those that a form is about to save; by default the saved ones. */
  measures?: readonly MeasureCode[];
}) {
  const text = useText(groupTexts);
  const mayRead = useQuery(sessionQuery).data?.permissions.includes("customer.manage") === true;
  return (
    <section className="hq-preview" aria-label={text("preview")}>
      <p className="r-label">{text("preview")}</p>
      <p className="r-hint">{text("previewText")}</p>
      {mayRead ? <OfClient {...of} /> : <Preview {...of} client={undefined} />}
    </section>
  );
}

function OfClient(of: Parameters<typeof CardPreview>[0]) {
  const text = useText(groupTexts);
  const { legalEntity } = of;
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const clients = useQuery(customersQuery(legalEntity, { inBook: true, limit: CLIENTS })).data?.rows ?? [];
  const client = clients.find(({ accountNumber }) => accountNumber === chosen) ?? clients[0];
  const form = useQuery({ ...formQuery({ legalEntity, accountNumber: client?.accountNumber ?? "" }), enabled: client !== undefined });
  return (
    <>
      {clients.length > 1 && (
        <Select
          label={text("previewOf")}
          value={client?.accountNumber ?? ""}
          onChange={({ target }) => setChosen(target.value)}
          options={clients.map(({ accountNumber, name }) => ({ value: accountNumber, label: name }))}
        />
      )}
      {clients.length === 0 && <p className="r-hint">{text("nobody")}</p>}
      <Preview {...of} client={form.data?.customer} />
    </>
  );
}

function Preview({
  legalEntity,
  attributes,
  members,
  measures,
  client,
}: Parameters<typeof CardPreview>[0] & { client: Reply<typeof getCustomerForm>["customer"] | undefined }) {
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
        {client !== undefined && (
          <div className="hq-preview-who">
            <Avatar name={displayNameOf(client)} initials={initialsOf(client)} />
            <strong>{displayNameOf(client)}</strong>
          </div>
        )}
        {slots.length === 0 ? (
          <p className="r-hint">{text("noSlots")}</p>
        ) : (
          <dl>
            {slots.map((slot) => (
              <Slot key={slot.kind === "measure" ? slot.code : slot.attribute.code} slot={slot} values={client?.attributes ?? {}} />
            ))}
          </dl>
        )}
      </div>
      <p className="r-hint">{filters.length === 0 ? text("noFilters") : text("filters", { filters: filters.join(", ") })}</p>
    </>
  );
}

function Slot({ slot, values }: { slot: SlotChoice; values: Values }) {
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
  const value = Object.hasOwn(values, code) ? (values[code] ?? null) : null;
  const said = textOf({ type: definition.type, value, label: labelOf(definition, value) });
  return (
    <div>
      <dt>{nameOf(definition)}</dt>
      <dd>{said === "" ? "–" : said}</dd>
    </div>
  );
}
