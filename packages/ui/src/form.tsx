import { type ChangeEvent, type FormEvent, type FormHTMLAttributes, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { type Resolver, useForm as useHookForm, useWatch } from "react-hook-form";
import type { z } from "zod";
import { describeIssue, type FieldIssue, type IssueWords } from "./describe-issue.ts";
import { useUi } from "./ui-provider.tsx";

type Values = Record<string, unknown>;
type NameIn<Schema extends z.ZodObject> = keyof z.input<Schema> & string;
type FormElement = Omit<FormHTMLAttributes<HTMLFormElement>, "onSubmit" | "noValidate" | "onKeyDown" | "className">;

/**
 * A form over a flat schema of the contract. `onSubmit` gets the parsed values, but not while the form is `busy`. Errors show beside
 * their fields in the reader's language, first when the form is sent and then with every change. The first wrong field gets the focus.
 * The server's refusal of a field shows in the same place, until the person changes the field.
 */
export function useForm<Schema extends z.ZodObject>({
  schema,
  start,
  busy = false,
  tell = "onSubmit",
  refused = {},
  onSubmit,
}: {
  schema: Schema;
  start: z.input<Schema>;
  busy?: boolean;
  /** `onChange` shows errors while a person types, for example that a text is too long. */
  tell?: "onSubmit" | "onChange";
  /** The server's refusals of fields in the last answer, in the reader's language. Pass another object for another answer. */
  refused?: { readonly [Name in NameIn<Schema>]?: string | undefined };
  onSubmit: (values: z.output<Schema>) => void;
}) {
  const ui = useUi();
  const form = useHookForm<Values, unknown, z.output<Schema>>({ resolver: resolverOf(schema), defaultValues: start, mode: tell });
  const watched = useWatch({ control: form.control });
  const [answered, setAnswered] = useState<{ of: object; names: readonly string[] }>({ of: refused, names: [] });
  const answeredNames = answered.of === refused ? answered.names : [];
  const element = useRef<HTMLElement>(null);
  const send = form.handleSubmit((values) => onSubmit(values));
  const { errors } = form.formState;
  const isRefused = Object.values(refused).some((text) => text !== undefined);
  useEffect(() => {
    if (isRefused) element.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [isRefused]);
  return {
    busy,
    submit: (event: FormEvent) => {
      event.preventDefault();
      if (busy || !(event.currentTarget instanceof HTMLElement)) return;
      element.current = event.currentTarget;
      void send(event);
    },
    /** For a control of the browser. `says` has the form's own words for what can be wrong with this field, by zod's code. */
    field(name: NameIn<Schema>, says: IssueWords = {}) {
      const { ref, onChange, onBlur } = form.register(name);
      const issue = issueIn(errors[name]);
      const refusal = answeredNames.includes(name) ? undefined : refused[name];
      return {
        name,
        ref,
        onBlur,
        onChange(event: ChangeEvent) {
          if (refusal !== undefined) setAnswered({ of: refused, names: [...answeredNames, name] });
          return onChange(event);
        },
        error: issue === undefined ? refusal : (says[issue.code] ?? formIn(issue, ui) ?? describeIssue(issue, ui)),
      };
    },
    /** The field's present value. The form renders again when it changes. */
    value<Name extends NameIn<Schema>>(name: Name): z.input<Schema>[Name] {
      // The schema gives the type of the field; react-hook-form knows only its name.
      return watched[name] as z.input<Schema>[Name];
    },
    values: () => form.getValues() as z.input<Schema>,
    set<Name extends NameIn<Schema>>(name: Name, value: z.input<Schema>[Name]): void {
      // As above: only the schema knows the type.
      (form.setValue as (name: string, value: unknown, options: { shouldDirty: boolean }) => void)(name, value, { shouldDirty: true });
    },
    /** Something is filled in that differs from what the form started with. */
    isChanged: form.formState.isDirty,
    /** Starts again from these values. */
    restart: (values: z.input<Schema>) => form.reset(values),
    /** Puts the focus on a field and selects its text, so that typing replaces it. */
    focus: (name: NameIn<Schema>) => form.setFocus(name, { shouldSelect: true }),
  };
}

/** The browser's own messages are off, because they are in the browser's language and hide the form's. Ctrl+Enter sends from any field. */
export function Form({ form, ...element }: FormElement & { form: { submit: (event: FormEvent) => void }; className?: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the key belongs to the fields; the form hears it for all of them
    // Heard on the way down, because fields of the library keep their keys to themselves.
    <form className="r-stack" {...element} noValidate onSubmit={form.submit} onKeyDownCapture={sendByKey} />
  );
}

function sendByKey(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

/** Keeps zod's issues. react-hook-form's own resolvers keep only a sentence, but ours are chosen by code when they are shown. */
function resolverOf<Schema extends z.ZodObject>(schema: Schema): Resolver<Values, unknown, z.output<Schema>> {
  return (values) => {
    const parsed = schema.safeParse(values, { reportInput: true });
    if (parsed.success) return { values: parsed.data, errors: {} };
    const errors: Record<string, { type: string; issue: FieldIssue }> = {};
    for (const issue of parsed.error.issues) {
      const [name] = issue.path;
      // An issue without a field would not show, and the form would seem to do nothing.
      if (typeof name !== "string") throw new Error(`A form's schema must say which field is wrong: ${issue.code}`);
      errors[name] ??= { type: issue.code, issue };
    }
    return { values: {}, errors };
  };
}

/** A schema of the contract gives a code for a value of the wrong form, for which the app has words. A blank field is only to be filled in. */
function formIn(issue: FieldIssue, { describeForm, language }: ReturnType<typeof useUi>): string | undefined {
  return issue.code === "invalid_format" && issue.input !== "" ? describeForm?.(issue.message, language) : undefined;
}

function issueIn(error: unknown): FieldIssue | undefined {
  // All errors here come from the resolver above.
  return (error as { issue: FieldIssue } | undefined)?.issue;
}
