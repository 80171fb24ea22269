import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { z } from "zod";
import { Button } from "./button.tsx";
import { Select, TextArea, TextField } from "./fields.tsx";
import { Form, useForm } from "./form.tsx";
import { Switch } from "./switch.tsx";
import { UiProvider } from "./ui-provider.tsx";
import "./styles/index.css";

const NewStore = z.strictObject({
  name: z.string().trim().min(1).max(10),
  email: z.email(),
  kind: z.enum(["shop", "outlet"]),
  note: z.string().max(5),
  open: z.boolean(),
});
const saved = vi.fn<(store: z.output<typeof NewStore>) => void>();
beforeEach(() => void saved.mockReset());

const field = (name: string) => page.getByLabelText(name, { exact: true });
const save = page.getByRole("button", { name: "Save" });

test("errors show beside their fields; the first wrong field gets the focus; what was typed stays", async () => {
  await render(<StoreForm />);
  await field("E-mail").fill("not an address");
  await save.click();
  await expect.element(field("Name")).toHaveFocus();
  await expect.element(field("Name")).toHaveAccessibleDescription("A store needs a name.");
  await expect.element(field("E-mail")).toHaveAccessibleDescription("This is not an e-mail address.");
  await expect.element(field("Kind")).toHaveAccessibleDescription("Choose one.");
  await expect.element(field("E-mail")).toHaveValue("not an address");
  await expect.element(field("Note")).not.toHaveAttribute("aria-invalid");
  expect(saved).not.toHaveBeenCalled();
});

test("an error goes as soon as its field is right, and no field is checked before the form is sent", async () => {
  await render(<StoreForm />);
  await field("Name").fill("");
  await userEvent.keyboard("{Tab}");
  await expect.element(field("Name")).not.toHaveAttribute("aria-invalid");
  await save.click();
  await expect.element(field("Name")).toHaveAttribute("aria-invalid", "true");
  await field("Name").fill("Breda");
  await expect.element(field("Name")).not.toHaveAttribute("aria-invalid");
  await expect.element(field("E-mail")).toHaveAttribute("aria-invalid", "true");
});

test("it sends the parsed values: trimmed texts, choices and switches", async () => {
  await render(<StoreForm />);
  await fillIn();
  await page.getByText("Open for clients").click();
  await save.click();
  await expect.poll(() => saved.mock.calls).toEqual([[{ name: "Breda", email: "breda@example.com", kind: "outlet", note: "", open: true }]]);
});

test.each(["Name", "Note"])("Ctrl+Enter in %s sends, once", async (name) => {
  await render(<StoreForm />);
  await fillIn();
  field(name).element().focus();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.poll(() => saved.mock.calls.length).toBe(1);
  await expect.element(field("Note")).toHaveValue("");
});

test("while it is busy neither a button nor a key sends it again", async () => {
  await render(<StoreForm busy />);
  await fillIn();
  await save.click({ force: true });
  field("Name").element().focus();
  await userEvent.keyboard("{Enter}{Control>}{Enter}{/Control}");
  await new Promise((done) => setTimeout(done, 100));
  expect(saved).not.toHaveBeenCalled();
});

test("a form with `onChange` shows errors while a person types, before it is sent", async () => {
  await render(<StoreForm tell="onChange" />);
  await field("Note").fill("123456");
  await expect.element(field("Note")).toHaveAccessibleDescription("At most 5 characters fit here.");
});

test("errors follow the reader's language, even those already shown", async () => {
  await render(<StoreForm />);
  await field("E-mail").fill("x");
  await save.click();
  await expect.element(field("E-mail")).toHaveAccessibleDescription("This is not an e-mail address.");
  await page.getByRole("button", { name: "Nederlands" }).click();
  await expect.element(field("E-mail")).toHaveAccessibleDescription("Dit is geen e-mailadres.");
  await expect.element(field("E-mail")).toHaveValue("x");
});

test("a server's refusal shows beside its field, which gets the focus, until the field changes; another answer shows again", async () => {
  await render(<RefusingForm />);
  await fillIn();
  await save.click();
  await expect.element(field("E-mail")).toHaveAccessibleDescription("Refused once.");
  await expect.element(field("E-mail")).toHaveFocus();
  await expect.element(field("Note")).toHaveAccessibleDescription("Too rude.");
  await expect.element(field("Name")).not.toHaveAttribute("aria-invalid");
  await field("E-mail").fill("other@example.com");
  await expect.element(field("E-mail")).not.toHaveAttribute("aria-invalid");
  await expect.element(field("Note")).toHaveAccessibleDescription("Too rude.");
  await save.click();
  await expect.element(field("E-mail")).toHaveAccessibleDescription("Refused twice.");
  await field("E-mail").fill("not an address");
  await expect.element(field("E-mail")).toHaveAccessibleDescription("This is not an e-mail address.");
});

test("a server's refusal shows beside a field even if the field changed while the server answered", async () => {
  await render(<RefusingForm />);
  await fillIn();
  await save.click();
  await field("E-mail").fill("meanwhile@example.com");
  await expect.element(field("E-mail")).toHaveAccessibleDescription("Refused once.");
  await expect.element(field("E-mail")).toHaveValue("meanwhile@example.com");
});

const ANSWER_MS = 400;

/** A server that refuses everything, each time with other words. */
function RefusingForm() {
  const [tries, setTries] = useState(0);
  const [refused, setRefused] = useState({});
  const send = () => {
    setRefused({});
    setTries(tries + 1);
    setTimeout(() => setRefused({ note: "Too rude.", email: tries === 0 ? "Refused once." : "Refused twice." }), ANSWER_MS);
  };
  return (
    <UiProvider language="en">
      <Fields refused={refused} onSubmit={send} />
    </UiProvider>
  );
}

async function fillIn() {
  await field("Name").fill(" Breda ");
  await field("E-mail").fill("breda@example.com");
  await userEvent.selectOptions(field("Kind"), "Outlet");
}

function StoreForm(options: { busy?: boolean; tell?: "onChange" }) {
  const [language, setLanguage] = useState<"en" | "nl">("en");
  return (
    <UiProvider language={language}>
      <Fields {...options} />
      <Button onClick={() => setLanguage("nl")}>Nederlands</Button>
    </UiProvider>
  );
}

function Fields(options: { busy?: boolean; tell?: "onChange"; refused?: object; onSubmit?: () => void }) {
  const [start] = useState({ name: "", email: "", kind: "" as "shop", note: "", open: false });
  const form = useForm({ schema: NewStore, start, onSubmit: saved, ...options });
  return (
    <Form form={form}>
      <TextField label="Name" {...form.field("name", { too_small: "A store needs a name." })} />
      <TextField label="E-mail" {...form.field("email")} />
      <Select
        label="Kind"
        {...form.field("kind", { invalid_value: "Choose one." })}
        options={[
          { value: "", label: "" },
          { value: "shop", label: "Shop" },
          { value: "outlet", label: "Outlet" },
        ]}
      />
      <TextArea label="Note" {...form.field("note")} />
      <Switch label="Open for clients" checked={form.value("open")} onChange={(open) => form.set("open", open)} />
      <Button type="submit" variant="primary" busy={options.busy}>
        Save
      </Button>
    </Form>
  );
}
