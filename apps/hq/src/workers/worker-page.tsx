import { ask, useText } from "@rapport/app-shell";
import { OperatorId } from "@rapport/contract";
import { deleteWorker, getWorker, putWorker, Worker } from "@rapport/contract/organisation";
import { Checkbox, DatePicker, Loaded, PasswordField, Select, TextField } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { z } from "zod";
import { BooksField } from "../address-books/books-field.tsx";
import { layoutFieldTexts } from "../layouts/field-texts.ts";
import { LayoutField } from "../layouts/layout-field.tsx";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { CodeField } from "../records/code-field.tsx";
import { useLanguageChoices } from "../records/languages.ts";
import { RecordPage } from "../records/record-page.tsx";
import { workerQueries, type StoredWorker } from "./queries.ts";
import { RightsFields } from "./rights-fields.tsx";
import { SignInWait } from "./sign-in-wait.tsx";
import { workerTexts } from "./texts.ts";
import { useWorkerBook } from "./worker-book.tsx";
import "./workers.css";

/** A form field holds text; an empty text means no value. */
const Form = Worker.pick({ name: true, employeeAddressBooks: true, operations: true, withheld: true, employedFrom: true, employedTo: true }).extend({
  operatorId: OperatorId,
  email: z.string().trim().max(254),
  position: z.string().trim().max(200),
  language: z.enum(["", "en", "nl"]),
  permissionGroup: z.string(),
  screenLayout: z.string(),
  mustChangePassword: z.boolean(),
  password: z
    .string()
    .max(200)
    .refine((password) => password === "" || password.length >= 8),
});
type Values = z.input<typeof Form>;

const BLANK: Values = {
  operatorId: "",
  name: "",
  email: "",
  position: "",
  language: "",
  employeeAddressBooks: [],
  employedFrom: null,
  employedTo: null,
  permissionGroup: "",
  screenLayout: "",
  operations: [],
  withheld: [],
  password: "",
  mustChangePassword: true,
};

export function NewWorkerPage() {
  const text = useText(workerTexts);
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <Fields legalEntity={entity.code} worker={undefined} />}
    </InEntity>
  );
}

export function WorkerPage() {
  const text = useText(workerTexts);
  const { operatorId } = useParams({ from: "/signed-in/workers/of/$operatorId" });
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <One key={`${entity.code} ${operatorId}`} legalEntity={entity.code} operatorId={operatorId} />}
    </InEntity>
  );
}

function One(params: { legalEntity: string; operatorId: string }) {
  return <Loaded query={useQuery(workerQueries.oneQuery(params))}>{(worker) => <Fields legalEntity={params.legalEntity} worker={worker} />}</Loaded>;
}

function Fields({ legalEntity, worker }: { legalEntity: string; worker: StoredWorker | undefined }) {
  const text = useText(workerTexts);
  const layoutText = useText(layoutFieldTexts);
  const languages = useLanguageChoices(text("languageOfDevice"));
  const params = { legalEntity, operatorId: worker?.operatorId ?? "" };
  const { links, awayWords } = useWorkerBook(params);
  const labels = {
    operatorId: text("operatorId"),
    name: text("name"),
    email: text("email"),
    position: text("position"),
    language: text("language"),
    employeeAddressBooks: text("books"),
    employedFrom: text("employedFrom"),
    employedTo: text("employedTo"),
    permissionGroup: text("group"),
    screenLayout: layoutText("label"),
    operations: text("operations"),
    withheld: text("withheld"),
    password: text("password"),
    mustChangePassword: text("mustChange"),
  };
  return (
    <RecordPage
      newTitle={text("new")}
      links={links}
      awayWords={awayWords}
      list={{ to: "/workers", title: text("title") }}
      schema={Form}
      labels={labels}
      told={(name, value) => (name === "password" && value !== "" ? "•••" : undefined)}
      stored={worker}
      titleOf={({ name }) => name}
      blank={BLANK}
      valuesOf={valuesOf}
      put={({ operatorId, language, permissionGroup, screenLayout, password, ...rest }, version) =>
        ask(putWorker, {
          params: { legalEntity, operatorId },
          query: { version },
          body: {
            ...rest,
            language: language === "" ? null : language,
            permissionGroup: permissionGroup === "" ? null : permissionGroup,
            screenLayout: screenLayout === "" ? null : screenLayout,
            ...(password !== "" && { password }),
          },
        })
      }
      newest={() => ask(getWorker, { params })}
      setActive={(active, version) => ask(putWorker, { params, query: { version }, body: { active } })}
      remove={(version) => ask(deleteWorker, { params, query: { version } })}
      queryKey={workerQueries.key}
    >
      {(form) => (
        <>
          <CodeField isNew={worker === undefined} label={labels.operatorId} hint={text("operatorIdHint")} {...form.field("operatorId")} />
          <TextField label={labels.name} autoComplete="off" {...form.field("name")} />
          <TextField label={labels.email} type="email" autoComplete="off" {...form.field("email")} />
          <TextField label={labels.position} autoComplete="off" {...form.field("position")} />
          <Select label={labels.language} {...form.field("language")} options={languages} />
          <BooksField
            legalEntity={legalEntity}
            label={labels.employeeAddressBooks}
            hint={text((form.value("employeeAddressBooks") ?? []).length === 0 ? "noBooksHint" : "booksHint")}
            error={form.field("employeeAddressBooks").error}
            chosen={form.value("employeeAddressBooks") ?? []}
            onChoose={(codes) => form.set("employeeAddressBooks", codes)}
          />
          <div className="hq-pair">
            {(["employedFrom", "employedTo"] as const).map((field) => (
              <DatePicker
                key={field}
                label={labels[field]}
                hint={field === "employedTo" ? text("employedToHint") : undefined}
                error={form.field(field).error}
                value={form.value(field) ?? null}
                onValue={(day) => form.set(field, day)}
              />
            ))}
          </div>
          <RightsFields
            legalEntity={legalEntity}
            rights={{ permissionGroup: form.value("permissionGroup"), operations: form.value("operations") ?? [], withheld: form.value("withheld") ?? [] }}
            onRights={({ permissionGroup, operations, withheld }) => {
              form.set("permissionGroup", permissionGroup);
              form.set("operations", [...operations]);
              form.set("withheld", [...withheld]);
            }}
          />
          <LayoutField legalEntity={legalEntity} of="register" {...form.field("screenLayout")} />
          <PasswordField
            label={labels.password}
            hint={`${text("passwordHint")} ${text(worker?.hasPassword === true ? "passwordKept" : "noPassword")}`}
            {...form.field("password", { custom: text("passwordHint") })}
            autoComplete="new-password"
          />
          <Checkbox
            label={labels.mustChangePassword}
            checked={form.value("mustChangePassword")}
            onChange={({ target }) => form.set("mustChangePassword", target.checked)}
          />
          {worker !== undefined && <SignInWait params={{ legalEntity, operatorId: worker.operatorId }} />}
        </>
      )}
    </RecordPage>
  );
}

function valuesOf(worker: StoredWorker): Values {
  const {
    operatorId,
    name,
    email,
    position,
    language,
    employeeAddressBooks,
    employedFrom,
    employedTo,
    permissionGroup,
    screenLayout,
    operations,
    withheld,
    mustChangePassword,
  } = worker;
  return {
    operatorId,
    name,
    email,
    position,
    employeeAddressBooks,
    employedFrom,
    employedTo,
    operations,
    withheld,
    language: language ?? "",
    permissionGroup: permissionGroup ?? "",
    screenLayout: screenLayout ?? "",
    mustChangePassword,
    password: "",
  };
}
