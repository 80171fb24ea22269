import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Button } from "./button.tsx";
import { Combobox, ManyCombobox } from "./combobox.tsx";
import { Dialog } from "./overlays.tsx";
import { UiProvider } from "./ui-provider.tsx";
import "./styles/index.css";

const OPTIONS = [
  { value: "channel", label: "Marketing channel" },
  { value: "page", label: "Page" },
  { value: "cafe", label: "Café visits" },
];
const chosen = vi.fn<(value: string) => void>();
const several = vi.fn<(values: string[]) => void>();
beforeEach(() => {
  chosen.mockReset();
  several.mockReset();
});

const field = page.getByRole("combobox", { name: "Dimension" });
const option = (name: string) => page.getByRole("option", { name });
const shown = () =>
  page
    .getByRole("option")
    .elements()
    .map(({ textContent }) => textContent);

test("it opens with all choices, and marks the chosen one", async () => {
  await show(<Chooser />);
  await field.click();
  await expect.element(option("Page")).toHaveAttribute("aria-selected", "true");
  expect(shown()).toEqual(["Marketing channel", "Page", "Café visits"]);
});

test("typing any part of a name finds it, accents or not; arrows and Enter choose it, and the focus stays", async () => {
  await show(<Chooser />);
  await field.fill("cafe");
  await expect.poll(shown).toEqual(["Café visits"]);
  await userEvent.keyboard("{ArrowDown}{Enter}");
  await expect.element(field).toHaveValue("Café visits");
  await expect.element(field).toHaveFocus();
  await expect.element(field).toHaveAttribute("aria-expanded", "false");
  expect(chosen.mock.calls).toEqual([["cafe"]]);
});

test("what begins with the text is offered first, and the list that opens by itself keeps its order", async () => {
  const countries = [
    { value: "BQ", label: "Caribbean Netherlands" },
    { value: "NL", label: "Netherlands" },
  ];
  const pick = (chosenNow: string | null) => <Combobox label="Dimension" value={chosenNow} options={countries} onValue={chosen} />;
  await show(pick("NL"));
  await field.click();
  expect(shown()).toEqual(["Caribbean Netherlands", "Netherlands"]);
  await field.fill("nether");
  await expect.poll(shown).toEqual(["Netherlands", "Caribbean Netherlands"]);
  await userEvent.keyboard("{Escape}");
});

test("options stand under the headings of their groups until something is typed; then the best matches come first", async () => {
  const kinds = [
    { value: "all", label: "Anything" },
    { value: "saved", label: "Customer saved", group: "Customers" },
    { value: "moved", label: "Moved to another book", group: "Clienteling" },
    { value: "book", label: "Book seen", group: "Clienteling" },
  ];
  await show(<Combobox label="Dimension" value="all" options={kinds} onValue={chosen} />);
  await field.click();
  const groups = page.getByRole("listbox").getByRole("group");
  expect(groups.elements().map((group) => group.textContent)).toEqual(["CustomersCustomer saved", "ClientelingMoved to another bookBook seen"]);
  await field.fill("book");
  await expect.poll(shown).toEqual(["Book seen", "Moved to another book"]);
  expect(groups.elements()).toEqual([]);
  await userEvent.keyboard("{Escape}");
});

test("typing over a chosen name keeps every letter", async () => {
  await show(<Chooser />);
  await field.click();
  await userEvent.keyboard("market");
  await expect.element(field).toHaveValue("market");
  expect(shown()).toEqual(["Marketing channel"]);
  await userEvent.keyboard("{Escape}");
});

test.for(["Enter", "Tab"])("the only match, and a name typed in full, are chosen by %s; of several none is", async (key) => {
  await show(<Chooser />);
  await field.click();
  await userEvent.keyboard(`market{${key}}`);
  await expect.element(field).toHaveValue("Marketing channel");
  await field.fill("page");
  await userEvent.keyboard(`{${key}}`);
  await expect.element(field).toHaveValue("Page");
  await field.fill("a");
  await userEvent.keyboard(`{${key}}`);
  expect(chosen.mock.calls).toEqual([["channel"], ["page"]]);
  await userEvent.keyboard("{Escape}");
});

test("it says when nothing matches, and leaving the field puts the chosen name back", async () => {
  await show(<Chooser />);
  await field.fill("xyz");
  await expect.element(page.getByText("Nothing matches.")).toBeVisible();
  await userEvent.keyboard("{Tab}");
  await expect.element(field).toHaveValue("Page");
  expect(chosen).not.toHaveBeenCalled();
});

test("Escape closes the list and keeps the choice; a press outside does too", async () => {
  await show(<Chooser />);
  await field.click();
  await expect.element(option("Page")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(option("Page")).not.toBeInTheDocument();
  await expect.element(field).toHaveFocus();
  await page.getByRole("button", { name: "Open the list" }).click();
  await expect.element(option("Page")).toBeVisible();
  await page.elementLocator(document.body).click({ force: true, position: { x: 900, y: 700 } });
  await expect.element(option("Page")).not.toBeInTheDocument();
  await expect.element(field).toHaveValue("Page");
  expect(chosen).not.toHaveBeenCalled();
});

test("hint and error describe it, and a disabled one cannot be opened", async () => {
  const { rerender } = await show(<Chooser hint="Type to find." error="Choose one." />);
  await expect.element(field).toHaveAccessibleDescription("Type to find. Choose one.");
  await expect.element(field).toHaveAttribute("aria-invalid", "true");
  await rerender(<Chooser disabled />);
  await expect.element(field).toBeDisabled();
  await expect.element(page.getByRole("button", { name: "Open the list" })).toBeDisabled();
});

test("in a dialog its list can be reached, and Escape closes the list before the dialog", async () => {
  await show(<InDialog />);
  await page.getByRole("button", { name: "Open" }).click();
  await field.click();
  await option("Café visits").click();
  await expect.element(field).toHaveValue("Café visits");
  await field.fill("");
  await expect.element(option("Page")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(option("Page")).not.toBeInTheDocument();
  await expect.element(page.getByRole("dialog")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
});

test("several are chosen one after the other by typing; what is chosen stands under the field, and a press takes it away", async () => {
  await show(<ManyChooser />);
  // While its list is open, what stands around it is out of reach and has no role.
  const values = () => [...document.querySelectorAll("li")].map(({ textContent }) => textContent);
  await field.fill("cafe");
  await userEvent.keyboard("{ArrowDown}{Enter}");
  await expect.poll(values).toEqual(["Café visits"]);
  await expect.element(field).toHaveFocus();
  await field.fill("pag");
  await userEvent.keyboard("{ArrowDown}{Enter}{Escape}");
  await expect.poll(values).toEqual(["Page", "Café visits"]);
  await userEvent.keyboard("{Tab}");
  await expect.element(field).toHaveValue("");
  await page.getByRole("button", { name: "Remove: Page" }).click();
  await expect.poll(values).toEqual(["Café visits"]);
  expect(several.mock.calls).toEqual([[["cafe"]], [["page", "cafe"]], [["cafe"]]]);
});

test("a Dutch reader reads it in Dutch", async () => {
  await render(
    <UiProvider language="nl">
      <Chooser />
    </UiProvider>,
  );
  await page.getByRole("button", { name: "Lijst openen" }).click();
  await field.fill("xyz");
  await expect.element(page.getByText("Niets gevonden.")).toBeVisible();
});

function show(element: React.ReactElement) {
  return render(element, { wrapper: ({ children }) => <UiProvider language="en">{children}</UiProvider> });
}

function ManyChooser() {
  const [values, setValues] = useState<string[]>([]);
  return (
    <ManyCombobox
      label="Dimension"
      chosen={values}
      options={OPTIONS}
      onChoose={(next) => {
        several(next);
        setValues(next);
      }}
    />
  );
}

function Chooser(around: { hint?: string; error?: string; disabled?: boolean }) {
  const [value, setValue] = useState<string>("page");
  return (
    <Combobox
      label="Dimension"
      {...around}
      value={value}
      options={OPTIONS}
      onValue={(next) => {
        chosen(next);
        setValue(next);
      }}
    />
  );
}

function InDialog() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      <Dialog open={open} onOpenChange={setOpen} title="Report">
        <Chooser />
      </Dialog>
    </>
  );
}
