import { useText } from "@rapport/app-shell";
import type { NumberReference } from "@rapport/contract/organisation";
import { Checkbox, Select, TextField, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { entitiesQueryFor } from "../legal-entities/queries.ts";
import type { RecordFields } from "../records/record-form.tsx";
import { BY_STORE, nextNumbers, ownersOffered, type parametersForm, SEQUENCE_FIELDS } from "./form-values.ts";
import { type CommerceSettings, firstStoreQuery, sequenceQuery } from "./queries.ts";
import { SegmentsField } from "./segments-field.tsx";
import { parameterTexts } from "./texts.ts";

type Form = RecordFields<ReturnType<typeof parametersForm>>;
interface Tab {
  readonly legalEntity: string;
  readonly form: Form;
  readonly sequences: CommerceSettings["sequences"];
}
interface Of {
  readonly legalEntity: string;
  readonly form: Form;
  readonly reference: NumberReference;
  readonly sequence: CommerceSettings["sequences"][NumberReference];
}

/** The sequences that number client books, and customers who are made in stores. */
export function NumbersTab({ sequences, references, ...tab }: Tab & { readonly references: readonly NumberReference[] }) {
  return (
    <>
      {references.map((reference) => (
        <Sequence key={reference} {...tab} reference={reference} sequence={sequences[reference]} />
      ))}
    </>
  );
}

/** A sequence counts on its own, by store, or together with another legal entity (R63). */
function Sequence(of: Of) {
  const { legalEntity, form, reference, sequence } = of;
  const text = useText(parameterTexts);
  const managed = useQuery(entitiesQueryFor("organisation.manage")).data ?? [];
  const others = ownersOffered(managed, { legalEntity, current: sequence?.countsWith ?? null });
  const name = SEQUENCE_FIELDS[reference].countsWith;
  const counts = form.value(name);
  const isOwn = counts === "" || counts === BY_STORE;
  const options = [
    { value: "", label: text("scope.own") },
    ...(reference === "customer" ? [{ value: BY_STORE, label: text("scope.store") }] : []),
    ...others.map((other) => ({ value: other.code, label: text("scope.with", { name: other.name }) })),
  ];
  return (
    <section className="r-stack hq-sequence" aria-label={text(`identifier.${reference}`)}>
      <div>
        <h3>{text(`identifier.${reference}`)}</h3>
        <p className="r-hint">{text(`identifierText.${reference}`)}</p>
      </div>
      {options.length > 1 && (
        <Select label={text("scope")} hint={text(reference === "customer" ? "scopeHintCustomer" : "scopeHint")} options={options} {...form.field(name)} />
      )}
      {isOwn && <OwnSequence {...of} />}
      {!isOwn && counts === sequence?.countsWith && (
        // Its own reply has it: the person may not manage the other one.
        <Preview reference={reference} legalEntity={legalEntity} format={sequence.format} next={String(sequence.next)} />
      )}
      {!isOwn && counts !== sequence?.countsWith && <Together reference={reference} legalEntity={legalEntity} owner={counts} />}
    </section>
  );
}

/** What the other legal entity has, written for this one. */
function Together({ legalEntity, owner, reference }: { legalEntity: string; owner: string; reference: NumberReference }) {
  const sequence = useQuery(sequenceQuery(owner, reference)).data;
  if (sequence === undefined) return null;
  return <Preview reference={reference} legalEntity={legalEntity} format={sequence?.format ?? ""} next={String(sequence?.next ?? 1)} />;
}

function OwnSequence({ legalEntity, form, reference, sequence }: Of) {
  const text = useText(parameterTexts);
  const formats = useFormats();
  const names = SEQUENCE_FIELDS[reference];
  const isByStore = form.value(names.countsWith) === BY_STORE;
  const [format, next] = [form.value(names.format).trim(), form.value(names.next).trim()];
  const least = format === sequence?.format ? sequence.next : 1;
  const { onChange, ...wired } = form.field(names.format, { custom: text(isByStore ? "formatWrongStore" : "formatWrong") });
  // Another format is another sequence.
  const follow = (changed: string) => form.set(names.next, changed.trim() === sequence?.format ? String(sequence.next) : "1");
  return (
    <>
      <TextField
        label={text("format")}
        hint={text(isByStore ? "formatHintStore" : `formatHint.${reference}`)}
        autoComplete="off"
        spellCheck={false}
        {...wired}
        onChange={(event) => {
          void onChange(event);
          follow(event.target.value);
        }}
      />
      <SegmentsField
        legalEntity={legalEntity}
        format={format}
        isByStore={isByStore}
        onFormat={(changed) => {
          form.set(names.format, changed);
          follow(changed);
        }}
      />
      <Preview reference={reference} legalEntity={legalEntity} format={format} next={next} />
      <TextField
        label={text("next")}
        hint={text(isByStore ? "nextHintStore" : "nextHint")}
        inputMode="numeric"
        autoComplete="off"
        {...form.field(names.next, { custom: text("nextWrong", { least: formats.number(least) }) })}
      />
      <div>
        <Checkbox
          label={text("continuous")}
          checked={form.value(names.continuous)}
          aria-describedby={`hq-continuous-${reference}`}
          onChange={({ target }) => form.set(names.continuous, target.checked)}
        />
        <p id={`hq-continuous-${reference}`} className="r-hint">
          {text("continuousHint")}
        </p>
      </div>
      <TextField
        label={text("reserve")}
        hint={text("reserveHint")}
        inputMode="numeric"
        autoComplete="off"
        {...form.field(names.reserve, { custom: text("reserveWrong") })}
      />
    </>
  );
}

function Preview({ legalEntity, format, next, reference }: { legalEntity: string; format: string; next: string; reference: NumberReference }) {
  const text = useText(parameterTexts);
  const store = useQuery(firstStoreQuery(legalEntity)).data ?? undefined;
  const numbers = nextNumbers(format, next, { legalEntity, store });
  if (format === "") return null;
  return <output className="r-hint">{numbers.length === 0 ? text("usedUp") : text(`preview.${reference}`, { numbers: numbers.join(", ") })}</output>;
}
