import { useState } from "react";
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Checkbox, PasswordField, SearchField, Select, TextArea, TextField } from "./fields.tsx";
import { UiProvider } from "./ui-provider.tsx";
import "./styles/index.css";

test.each([
  ["a line", TextField],
  ["a text", TextArea],
  ["a password", PasswordField],
] as const)("%s has its label for a name; hint and error describe it, and the error is announced", async (_, Field) => {
  const { rerender } = await render(<Field label="Name" hint="As on the door." />);
  const field = page.getByLabelText("Name", { exact: true });
  await expect.element(field).toHaveAccessibleDescription("As on the door.");
  await expect.element(field).not.toHaveAttribute("aria-invalid");
  await rerender(<Field label="Name" hint="As on the door." error="It needs a name." />);
  await expect.element(field).toHaveAccessibleDescription("As on the door. It needs a name.");
  await expect.element(field).toHaveAttribute("aria-invalid", "true");
  await expect.element(page.getByRole("alert")).toHaveTextContent("It needs a name.");
});

test("a hidden label still names the field", async () => {
  await render(<TextField label="Filter" hideLabel />);
  await expect.element(page.getByRole("textbox", { name: "Filter" })).toBeVisible();
  expect(page.getByText("Filter").element().getBoundingClientRect().width).toBeLessThan(2);
});

test("a button that says so shows a password and hides it again", async () => {
  await render(<PasswordField label="Password" />);
  const field = page.getByLabelText("Password", { exact: true });
  await field.fill("secret");
  await expect.element(field).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Show password" }).click();
  await expect.element(field).toHaveAttribute("type", "text");
  await expect.element(field).toHaveValue("secret");
  await expect.element(page.getByRole("button", { name: "Hide password" })).toHaveAttribute("aria-pressed", "true");
});

test("Escape and a cross clear a search; the cross shows only when there is something to clear", async () => {
  await render(<Searching />);
  const search = page.getByRole("searchbox", { name: "Search clients" });
  const clear = page.getByRole("button", { name: "Clear" });
  expect(clear.elements()).toEqual([]);
  await search.fill("clara");
  await userEvent.keyboard("{Escape}");
  await expect.element(search).toHaveValue("");
  await search.fill("noor");
  await clear.click();
  await expect.element(search).toHaveValue("");
  expect(clear.elements()).toEqual([]);
});

test("a list has groups, a value that cannot be chosen is disabled, and a disabled list cannot be reached", async () => {
  const onChange = vi.fn<(value: string) => void>();
  const options = [
    { value: "day", label: "Day", group: "Time" },
    { value: "month", label: "Month", group: "Time", disabled: true },
    { value: "page", label: "Page", group: "Site" },
  ];
  const { rerender } = await render(<Select label="By" options={options} onChange={(event) => onChange(event.target.value)} />);
  const list = page.getByRole("combobox", { name: "By" });
  const groups = [...list.element().querySelectorAll("optgroup")];
  expect(groups.map(({ label, children }) => [label, children.length])).toEqual([
    ["Time", 2],
    ["Site", 1],
  ]);
  await expect.element(page.getByRole("option", { name: "Month" })).toBeDisabled();
  await userEvent.selectOptions(list, "Page");
  expect(onChange.mock.calls).toEqual([["page"]]);
  await rerender(<Select label="By" options={options} disabled />);
  await userEvent.keyboard("{Tab}");
  await expect.element(list).not.toHaveFocus();
});

test("pressing a checkbox's words or the space bar ticks it", async () => {
  const ticks: boolean[] = [];
  await render(<Checkbox label="Only my clients" onChange={(event) => ticks.push(event.target.checked)} />);
  await page.getByText("Only my clients").click();
  await expect.element(page.getByRole("checkbox", { name: "Only my clients" })).toBeChecked();
  await userEvent.keyboard(" ");
  expect(ticks).toEqual([true, false]);
});

function Searching() {
  const [value, setValue] = useState("");
  return (
    <UiProvider language="en">
      <SearchField label="Search clients" value={value} onValue={setValue} />
    </UiProvider>
  );
}
