import { useFormError, useText } from "@rapport/app-shell";
import { Refusal, type Saved } from "@rapport/contract";
import { Button, Card, ErrorText, Form, useForm, useFormats, useToast } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { Fragment, type ReactNode, useRef, useState } from "react";
import type { z } from "zod";
import { Conflict, type Difference } from "./conflict.tsx";
import "./records.css";
import { recordTexts } from "./texts.ts";
import { UnsavedGuard } from "./unsaved-guard.tsx";

/** Something as the server has it: the values for the form, and its newest write. */
export interface StoredValues<V> {
  readonly values: V;
  readonly saved: Saved;
}
type FieldOf<S extends z.ZodObject> = keyof z.input<S> & string;
export type RecordFields<S extends z.ZodObject> = ReturnType<typeof useForm<S>>;

export interface RecordFormParts<S extends z.ZodObject> {
  schema: S;
  /** The label of each field, for comparing two versions. */
  labels: { readonly [Name in FieldOf<S>]: string };
  /** The text of a value, if it is not text itself. */
  told?: ((name: FieldOf<S>, value: unknown) => string | undefined) | undefined;
  children: (form: RecordFields<S>) => ReactNode;
}

/**
 * The form of something new or changed. A write is for the version that the person saw: if somebody saved another one meanwhile, both are
 * shown and the person chooses (OG2). Typed values stay until they are saved or discarded.
 */
export function RecordForm<S extends z.ZodObject>({
  schema,
  labels,
  told,
  start,
  saved,
  save,
  newest,
  onSaved,
  onCancel,
  away,
  children,
}: RecordFormParts<S> & {
  start: z.input<S>;
  /** Undefined for a new one. */
  saved: Saved | undefined;
  save: (values: z.output<S>, version: number) => Promise<unknown>;
  /** Its present state. */
  newest: () => Promise<StoredValues<z.input<S>>>;
  onSaved: () => void | Promise<void>;
  onCancel: () => void;
  /** Buttons that take it out of use or delete it. Not shown while there are unsaved changes, which would be lost. */
  away?: ReactNode;
}) {
  const text = useText(recordTexts);
  const formats = useFormats();
  const toast = useToast();
  const [seen, setSeen] = useState({ values: start, version: saved?.version ?? 0 });
  const [theirs, setTheirs] = useState<StoredValues<z.input<S>> | null>(null);
  // Fields begin anew with their values: one may hold what was half typed, which is no value.
  const [round, setRound] = useState(0);
  const isLeaving = useRef(false);
  const write = useMutation({
    mutationFn: ({ values, over }: { values: z.output<S>; over: number }) => save(values, over),
    onError: async (error) => {
      if (error instanceof Refusal && error.code === "saved.meanwhile") setTheirs(await newest());
    },
    async onSuccess() {
      isLeaving.current = true;
      toast.say(text("saved"));
      await onSaved();
    },
  });
  const { refused, rest } = useFormError(write.error, { schema });
  const form = useForm({ schema, start, busy: write.isPending, refused, onSubmit: (values) => write.mutate({ values, over: seen.version }) });
  const names = Object.keys(labels) as FieldOf<S>[];
  const isMine = (name: FieldOf<S>) => !isSame(form.value(name), seen.values[name]);
  const words = (name: FieldOf<S>, value: unknown) =>
    told?.(name, value) ?? plainly(value, { nothing: text("nothingChosen"), yes: text("yes"), no: text("no") });
  const differences = (stored: z.input<S>): Difference[] =>
    names
      .filter((name) => !isSame(form.value(name), stored[name]))
      .map((name) => ({ name, label: labels[name], isMine: isMine(name), mine: words(name, form.value(name)), theirs: words(name, stored[name]) }));
  /** From now on the form starts from what the other person saved, with the kept changes on top. */
  const goOnFrom = ({ values, saved: { version } }: StoredValues<z.input<S>>, { keeping }: { keeping: readonly FieldOf<S>[] }) => {
    const kept = keeping.map((name) => [name, form.value(name)] as const);
    setSeen({ values, version });
    setTheirs(null);
    write.reset();
    form.restart(values);
    setRound(round + 1);
    for (const [name, value] of kept) form.set(name, value);
    return { values: { ...values, ...Object.fromEntries(kept) }, over: version };
  };
  return (
    <Card className="hq-record">
      <UnsavedGuard isUnsaved={() => form.isChanged && !isLeaving.current} />
      <Form form={form}>
        {theirs !== null && (
          <Conflict
            saved={theirs.saved}
            differences={differences(theirs.values)}
            onTheirs={() => goOnFrom(theirs, { keeping: [] })}
            onMine={() => {
              const { values, over } = goOnFrom(theirs, { keeping: names.filter(isMine) });
              write.mutate({ values: schema.parse(values), over });
            }}
          />
        )}
        <Fragment key={round}>{children(form)}</Fragment>
        {rest !== undefined && theirs === null && <ErrorText>{rest}</ErrorText>}
        <div className="hq-record-foot">
          <Button type="submit" variant="primary" busy={write.isPending} disabled={theirs !== null} title={text("saveHint")}>
            {text("save")}
          </Button>
          <Button onClick={onCancel}>{text("cancel")}</Button>
          {saved !== undefined && (
            <span className="r-small r-muted">{text("lastSaved", { at: formats.dateTime(saved.at), by: saved.by ?? text("byProgram") })}</span>
          )}
          {away !== undefined && !form.isChanged && <div className="hq-record-away">{away}</div>}
        </div>
      </Form>
    </Card>
  );
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function plainly(value: unknown, { nothing, yes, no }: { nothing: string; yes: string; no: string }): string {
  if (typeof value === "boolean") return value ? yes : no;
  if (Array.isArray(value)) return value.length === 0 ? nothing : value.join(", ");
  return value === null || value === undefined || value === "" ? nothing : String(value as string | number);
}
