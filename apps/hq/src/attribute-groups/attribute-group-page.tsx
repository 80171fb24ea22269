import { ask, useText } from "@rapport/app-shell";
import { AttributeCode } from "@rapport/contract";
import { deleteAttributeGroup, getAttributeGroup, putAttributeGroup } from "@rapport/contract/clienteling";
import { Loaded, TextField } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { z } from "zod";
import { attributeQueries, type StoredAttribute } from "../attributes/queries.ts";
import { useNames } from "../attributes/use-names.ts";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { CodeField } from "../records/code-field.tsx";
import { RecordPage } from "../records/record-page.tsx";
import { CardPreview } from "./card-preview.tsx";
import { GroupDefaults } from "./group-defaults.tsx";
import { besideDefaults, membersOf, valuesOf } from "./group-values.ts";
import { MembersField } from "./members-field.tsx";
import { groupQueries, type StoredGroup } from "./queries.ts";
import { groupTexts } from "./texts.ts";

const Form = z.object({
  code: AttributeCode,
  name: z.string().trim().min(1).max(200),
  dutch: z.string().trim().max(200),
  /** Codes in display order. */
  members: z.array(z.string()).max(200),
  /** The group's own defaults, by code of an attribute. */
  defaults: z.record(z.string(), z.string()),
});

export function NewAttributeGroupPage() {
  const text = useText(groupTexts);
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <WithAttributes key={entity.code} legalEntity={entity.code} group={undefined} />}
    </InEntity>
  );
}

export function AttributeGroupPage() {
  const text = useText(groupTexts);
  const { code } = useParams({ from: "/signed-in/attribute-groups/of/$code" });
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <One key={`${entity.code} ${code}`} legalEntity={entity.code} code={code} />}
    </InEntity>
  );
}

function One(params: { legalEntity: string; code: string }) {
  return <Loaded query={useQuery(groupQueries.oneQuery(params))}>{(group) => <WithAttributes legalEntity={params.legalEntity} group={group} />}</Loaded>;
}

/** Without the attributes nobody sees or may save which defaults the group has. */
function WithAttributes(of: { legalEntity: string; group: StoredGroup | undefined }) {
  return <Loaded query={useQuery(attributeQueries.listQuery(of.legalEntity))}>{({ rows }) => <Fields {...of} attributes={rows} />}</Loaded>;
}

function Fields({ legalEntity, group, attributes }: { legalEntity: string; group: StoredGroup | undefined; attributes: readonly StoredAttribute[] }) {
  const text = useText(groupTexts);
  const { nameOf, nameAmong } = useNames();
  const params = { legalEntity, code: group?.code ?? "" };
  const labels = { code: text("code"), name: text("name"), dutch: text("dutch"), members: text("members"), defaults: text("defaults") };
  return (
    <RecordPage
      newTitle={text("new")}
      list={{ to: "/attribute-groups", title: text("title") }}
      schema={Form}
      labels={labels}
      told={(name, value) => {
        if (name === "members") return (value as string[]).map((code) => nameAmong(attributes, code)).join(", ");
        if (name !== "defaults") return undefined;
        const set = Object.entries(value as Record<string, string>).filter(([, one]) => one !== "");
        return set.map(([code, one]) => `${nameAmong(attributes, code)}: ${one.split("\n").join(", ")}`).join("; ");
      }}
      stored={group}
      titleOf={nameOf}
      blank={{ code: "", name: "", dutch: "", members: [], defaults: {} }}
      valuesOf={valuesOf}
      put={async ({ code, name, dutch, members, defaults }, version) => {
        const changed = membersOf({ members, defaults, group, attributes });
        try {
          return await ask(putAttributeGroup, {
            params: { legalEntity, code },
            query: { version },
            body: { name: { en: name, nl: dutch === "" ? null : dutch }, ...(changed !== undefined && { members: changed }) },
          });
        } catch (error) {
          throw besideDefaults(error, (at) => nameAmong(attributes, members[at] ?? ""));
        }
      }}
      newest={() => ask(getAttributeGroup, { params })}
      remove={(version) => ask(deleteAttributeGroup, { params, query: { version } })}
      queryKey={groupQueries.key}
    >
      {(form) => (
        <>
          <CodeField isNew={group === undefined} label={labels.code} hint={text("codeHint")} {...form.field("code")} />
          <TextField label={labels.name} autoComplete="off" {...form.field("name")} />
          <TextField label={labels.dutch} hint={text("dutchHint")} autoComplete="off" {...form.field("dutch")} />
          <div className="hq-group-members">
            <div className="r-stack">
              <MembersField
                attributes={attributes}
                chosen={form.value("members")}
                error={form.field("members").error}
                onChoose={(members) => form.set("members", members)}
              />
              <GroupDefaults
                attributes={attributes}
                chosen={form.value("members")}
                defaults={form.value("defaults")}
                error={form.field("defaults").error}
                onDefaults={(defaults) => form.set("defaults", defaults)}
              />
            </div>
            <CardPreview legalEntity={legalEntity} attributes={attributes} members={form.value("members")} defaults={form.value("defaults")} />
          </div>
        </>
      )}
    </RecordPage>
  );
}
