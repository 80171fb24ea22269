import { ask, useText } from "@rapport/app-shell";
import { PermissionGroupCode } from "@rapport/contract";
import { deletePermissionGroup, getPermissionGroup, OPERATIONS, PermissionGroup, putPermissionGroup } from "@rapport/contract/organisation";
import { CheckGroup, Loaded, TextField } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { CodeField } from "../records/code-field.tsx";
import { RecordPage } from "../records/record-page.tsx";
import { useOperationWords } from "./operation-words.ts";
import { groupQueries, type StoredGroup } from "./queries.ts";
import { groupTexts } from "./texts.ts";

const Form = PermissionGroup.pick({ name: true, operations: true }).extend({ code: PermissionGroupCode });

export function NewPermissionGroupPage() {
  const text = useText(groupTexts);
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <Fields legalEntity={entity.code} group={undefined} />}
    </InEntity>
  );
}

export function PermissionGroupPage() {
  const text = useText(groupTexts);
  const { code } = useParams({ from: "/signed-in/permission-groups/of/$code" });
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <One key={`${entity.code} ${code}`} legalEntity={entity.code} code={code} />}
    </InEntity>
  );
}

function One(params: { legalEntity: string; code: string }) {
  return <Loaded query={useQuery(groupQueries.oneQuery(params))}>{(group) => <Fields legalEntity={params.legalEntity} group={group} />}</Loaded>;
}

function Fields({ legalEntity, group }: { legalEntity: string; group: StoredGroup | undefined }) {
  const text = useText(groupTexts);
  const words = useOperationWords();
  const params = { legalEntity, code: group?.code ?? "" };
  const labels = { code: text("code"), name: text("name"), operations: text("operations") };
  return (
    <RecordPage
      newTitle={text("new")}
      list={{ to: "/permission-groups", title: text("title") }}
      schema={Form}
      labels={labels}
      stored={group}
      titleOf={({ name }) => name}
      blank={{ code: "", name: "", operations: [] }}
      valuesOf={({ code, name, operations }) => ({ code, name, operations })}
      put={({ code, ...body }, version) => ask(putPermissionGroup, { params: { legalEntity, code }, query: { version }, body })}
      newest={() => ask(getPermissionGroup, { params })}
      setActive={(active, version) => ask(putPermissionGroup, { params, query: { version }, body: { active } })}
      remove={(version) => ask(deletePermissionGroup, { params, query: { version } })}
      queryKey={groupQueries.key}
    >
      {(form) => (
        <>
          <CodeField isNew={group === undefined} label={labels.code} hint={text("codeHint")} {...form.field("code")} />
          <TextField label={labels.name} autoComplete="off" {...form.field("name")} />
          <CheckGroup
            label={labels.operations}
            hint={text("operationsHint")}
            error={form.field("operations").error}
            options={OPERATIONS.map((operation) => ({ value: String(operation), label: words(operation) }))}
            chosen={(form.value("operations") ?? []).map(String)}
            onChoose={(chosen) =>
              form.set(
                "operations",
                OPERATIONS.filter((operation) => chosen.includes(String(operation))),
              )
            }
          />
        </>
      )}
    </RecordPage>
  );
}
