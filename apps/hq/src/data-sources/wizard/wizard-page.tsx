import { ask, describeError, useText } from "@rapport/app-shell";
import { createDataSource, type DataSourceAccount, DataSourceType } from "@rapport/contract/data-sources";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Button, Card, ErrorText, TextField, useToast, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { ShownOnce } from "../../account/shown-once.tsx";
import { COMPANY } from "../../company.ts";
import { SuitePage } from "../../suites/suite-page.tsx";
import "../data-sources.css";
import { folderTexts } from "../folder-texts.ts";
import { sourcesQuery } from "../queries.ts";
import { READING_NAMES, type Reading, type ReadingName } from "../reading.ts";
import { ReadingFields } from "../reading-fields.tsx";
import { sourceTexts } from "../texts.ts";
import { ColumnsStep } from "./columns-step.tsx";
import { type Draft, faultsOf, keepDraft, keptDraft, newDraft, type Step, stepFor, STEPS } from "./draft.ts";
import { SummaryStep } from "./summary-step.tsx";
import { wizardTexts } from "./texts.ts";
import "./wizard.css";

/** A new data source, step by step. Nothing is made before the last one (FU19). */
export function WizardPage() {
  const text = useText(wizardTexts);
  return (
    <SuitePage title={text("title")} lead={text("lead")} resets={["step"]}>
      {(suite) => <Wizard key={suite.rsid} suite={suite} />}
    </SuitePage>
  );
}

function Wizard({ suite }: { suite: ReportSuite }) {
  const text = useText(wizardTexts);
  const ftp = useText(folderTexts);
  const { language } = useUi();
  const toast = useToast();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { step: asked = "type" } = useSearch({ from: "/signed-in/data-sources/new" });
  const fresh = () => newDraft({ revenue: text("revenue"), units: text("units"), orders: text("orders"), product: text("product") });
  const [draft, setDraft] = useState<Draft>(() => keptDraft(suite.rsid) ?? fresh());
  // How often somebody tried to leave a step that is not done: from then on it shows its faults.
  const [tries, setTries] = useState<{ step: Step; count: number }>({ step: "type", count: 0 });
  const [made, setMade] = useState<DataSourceAccount>();
  const form = useRef<HTMLFormElement>(null);
  const step = stepFor(asked, draft);
  const faults = tries.count > 0 && tries.step === step ? faultsOf(step, draft) : new Map<string, never>();
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    keepDraft(suite.rsid, next);
    setDraft(next);
  };
  const go = (to: Step) => void navigate({ to: ".", search: (before) => ({ ...before, step: to }) });
  const create = useMutation({
    mutationFn: () => {
      const { type, name, email, metrics, dimensions, ...reading } = draft;
      const columns = JSON.stringify([...dimensions, ...metrics]);
      return ask(createDataSource, {
        params: { company: COMPANY, rsid: suite.rsid },
        query: { ...reading, type, name: name.trim(), email: email.trim(), columns },
      });
    },
    async onSuccess(source) {
      keepDraft(suite.rsid, null);
      await queryClient.invalidateQueries({ queryKey: sourcesQuery(suite.rsid).queryKey });
      // The password is in this answer alone.
      if (source.ftp_password === "") goTo(source);
      else setMade(source);
    },
  });
  const goTo = ({ data_source_id: id }: DataSourceAccount) =>
    void navigate({ to: "/data-sources/$rsid/$dataSourceId/template", params: { rsid: suite.rsid, dataSourceId: String(id) } });
  useEffect(() => {
    if (tries.count > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [tries]);
  const forward = (event: FormEvent) => {
    event.preventDefault();
    if (faultsOf(step, draft).size > 0) return setTries({ step, count: tries.count + 1 });
    const next = STEPS[STEPS.indexOf(step) + 1];
    if (next === undefined) create.mutate();
    else go(next);
  };
  const before = STEPS[STEPS.indexOf(step) - 1];
  if (made !== undefined)
    return (
      <ShownOnce
        title={ftp("passwordMadeTitle", { login: made.ftp_username })}
        text={ftp("passwordMadeText")}
        label={ftp("password")}
        secret={made.ftp_password}
        onClose={() => goTo(made)}
      />
    );
  return (
    <>
      <nav aria-label={text("steps")}>
        <ol className="hq-wizard-steps">
          {STEPS.map((one) => (
            <li key={one}>
              <button type="button" aria-current={one === step ? "step" : undefined} disabled={stepFor(one, draft) !== one} onClick={() => go(one)}>
                {text(`step.${one}`)}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <form ref={form} onSubmit={forward} noValidate>
        <Card title={text(`step.${step}`)}>
          <StepFields step={step} suite={suite} draft={draft} faults={faults} onChange={change} />
          <ErrorText>{create.error === null ? undefined : describeError(create.error, language).text}</ErrorText>
          <div className="hq-wizard-foot">
            {before !== undefined && <Button onClick={() => go(before)}>{text("back")}</Button>}
            <Button type="submit" variant="primary" busy={create.isPending}>
              {text(step === "summary" ? "create" : "next")}
            </Button>
            <Button
              variant="quiet"
              onClick={() => {
                keepDraft(suite.rsid, null);
                setDraft(fresh());
                setTries({ step: "type", count: 0 });
                toast.say(text("discarded"));
                go("type");
              }}
            >
              {text("discard")}
            </Button>
          </div>
        </Card>
      </form>
    </>
  );
}

/** Every sender writes dates in some way, and some files have bad rows; the rest can wait. */
const AT_FIRST: readonly ReadingName[] = ["date_format", "mode", "on_errors"];

interface Fields {
  readonly step: Step;
  readonly suite: ReportSuite;
  readonly draft: Draft;
  readonly faults: ReturnType<typeof faultsOf>;
  readonly onChange: (part: Partial<Draft>) => void;
}

function StepFields({ step, suite, draft, faults, onChange }: Fields) {
  const text = useText(wizardTexts);
  const sourceText = useText(sourceTexts);
  switch (step) {
    case "type":
      return (
        <fieldset className="hq-wizard-types">
          <legend>{text("type")}</legend>
          {DataSourceType.options.map((type) => (
            <label key={type}>
              <input type="radio" name="type" value={type} checked={draft.type === type} onChange={() => onChange({ type })} />
              <span>
                {sourceText(`sources.types.${type}`)}
                <span className="hq-reason r-muted">{sourceText(`sources.typeHints.${type}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      );
    case "name": {
      const said = (field: "name" | "email") => {
        const fault = faults.get(field);
        return fault === undefined ? undefined : text(`fault.${fault}`);
      };
      const reading = {
        field: (name: ReadingName) => ({ value: draft[name], onChange: ({ target }: { target: { value: string } }) => onChange({ [name]: target.value }) }),
        value: <Name extends ReadingName>(name: Name): Reading[Name] => draft[name],
      };
      return (
        <div className="r-stack">
          <p className="r-muted">{text("nameLead")}</p>
          <TextField
            label={sourceText("sources.name")}
            value={draft.name}
            maxLength={1_000}
            error={said("name")}
            onChange={({ target }) => onChange({ name: target.value })}
          />
          <TextField
            label={text("email")}
            hint={text("emailHint")}
            type="email"
            autoComplete="off"
            value={draft.email}
            maxLength={1_000}
            error={said("email")}
            onChange={({ target }) => onChange({ email: target.value })}
          />
          <ReadingFields form={reading} names={AT_FIRST} />
          <details className="hq-more">
            <summary>{text("more")}</summary>
            <div className="r-stack">
              <ReadingFields form={reading} names={READING_NAMES.filter((name) => !AT_FIRST.includes(name))} />
            </div>
          </details>
        </div>
      );
    }
    case "metrics":
    case "dimensions":
      return <ColumnsStep kind={step} suite={suite} columns={draft[step]} faults={faults} onColumns={(columns) => onChange({ [step]: columns })} />;
    case "summary":
      return <SummaryStep draft={draft} suite={suite} />;
  }
}
