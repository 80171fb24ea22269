import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { DatePicker, DateRangePicker, HALF_TYPED } from "./date-picker.tsx";
import { Dialog } from "./overlays.tsx";
import { UiProvider } from "./ui-provider.tsx";
import "./styles/index.css";

type Days = { from: string; to: string };
const given = vi.fn<(value: string | Days | null) => void>();
beforeEach(() => void given.mockReset());

const part = (name: string | RegExp) => page.getByRole("spinbutton", { name });
const calendar = page.getByRole("button", { name: /Open the calendar/ });

test("a day is typed part by part, in the reader's order, and has no value until it is complete", async () => {
  await show(<Day start={null} />);
  await part(/^day/).click();
  await userEvent.keyboard("24");
  await userEvent.keyboard("12");
  expect(given).not.toHaveBeenCalledWith(expect.stringMatching(/\d/));
  await userEvent.keyboard("2026");
  await expect.poll(() => given.mock.lastCall).toEqual(["2026-12-24"]);
});

test("a day of which a part is missing is told as such, and as none when every part is gone", async () => {
  await show(<Day start={null} />);
  await part(/^day/).click();
  await userEvent.keyboard("24");
  await expect.poll(() => given.mock.lastCall).toEqual([HALF_TYPED]);
  await expect.element(part(/^day/)).toHaveTextContent("24");
  await userEvent.keyboard("122026");
  await expect.poll(() => given.mock.lastCall).toEqual(["2026-12-24"]);
  await empty(/^month/);
  await expect.poll(() => given.mock.lastCall).toEqual([HALF_TYPED]);
  await expect.element(part(/^day/)).toHaveTextContent("24");
  await expect.element(part(/^year/)).toHaveTextContent("2026");
  await userEvent.keyboard("12");
  await expect.poll(() => given.mock.lastCall).toEqual(["2026-12-24"]);
  await empty(/^month/);
  await expect.poll(() => given.mock.lastCall).toEqual([HALF_TYPED]);
  await empty(/^day/);
  await empty(/^year/);
  await expect.poll(() => given.mock.lastCall).toEqual([null]);
});

test("arrows change a part; leaving the field turns a day that does not exist into one that does", async () => {
  await show(<Day start="2028-02-29" />);
  await part(/^year/).click();
  await userEvent.keyboard("{ArrowUp}{Tab}");
  await expect.poll(() => given.mock.lastCall).toEqual(["2029-02-28"]);
});

test("the calendar opens on the chosen day; arrows and Enter choose, and the focus goes back", async () => {
  await show(<Day start="2026-03-31" />);
  await calendar.click();
  await expect.element(page.getByRole("dialog")).toBeVisible();
  await expect.element(page.getByRole("button", { name: /31 March 2026/ })).toHaveFocus();
  await userEvent.keyboard("{ArrowRight}{Enter}");
  await expect.poll(() => given.mock.lastCall).toEqual(["2026-04-01"]);
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await expect.element(calendar).toHaveFocus();
});

test("Escape and a press outside close the calendar and choose nothing", async () => {
  await show(<Day start="2026-03-31" />);
  await calendar.click();
  await expect.element(page.getByRole("dialog")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await expect.element(calendar).toHaveFocus();
  await calendar.click();
  await expect.element(page.getByRole("dialog")).toBeVisible();
  await page.elementLocator(document.body).click({ force: true, position: { x: 900, y: 700 } });
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  expect(given).not.toHaveBeenCalled();
});

test("days outside the limits cannot be chosen; a disabled field cannot be changed", async () => {
  const { rerender } = await show(<Day start="2026-03-10" min="2026-03-05" max="2026-03-12" />);
  await calendar.click();
  await expect.element(page.getByRole("button", { name: /13 March 2026/ })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: /13 March 2026/ }).click({ force: true });
  expect(given).not.toHaveBeenCalled();
  await userEvent.keyboard("{Escape}");
  await rerender(<Day start="2026-03-10" disabled />);
  await expect.element(calendar).toBeDisabled();
});

test("the error describes every part of the day", async () => {
  await show(<Day start={null} error="Fill this in." />);
  await expect.element(page.getByRole("group", { name: "Employed from" })).toHaveAccessibleDescription("Fill this in.");
});

test("a period is chosen in a calendar of two months, from its first to its last day", async () => {
  await show(<Period start={{ from: "2026-03-04", to: "2026-03-06" }} />);
  await calendar.click();
  await expect.poll(() => page.getByRole("grid").elements().length).toBe(2);
  await page.getByRole("button", { name: /20 March 2026/ }).click();
  expect(given).not.toHaveBeenCalled();
  await page
    .getByRole("button", { name: /2 April 2026/ })
    .first()
    .click();
  await expect.poll(() => given.mock.lastCall).toEqual([{ from: "2026-03-20", to: "2026-04-02" }]);
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
});

test("days chosen backwards still make a period; days typed backwards stay as they were typed", async () => {
  await show(<Period start={{ from: "2026-03-04", to: "2026-03-06" }} />);
  await calendar.click();
  await page.getByRole("button", { name: /20 March 2026/ }).click();
  await page.getByRole("button", { name: /10 March 2026/ }).click();
  await expect.poll(() => given.mock.lastCall).toEqual([{ from: "2026-03-10", to: "2026-03-20" }]);
  await part(/day.*(start|First)/i)
    .first()
    .click();
  await userEvent.keyboard("25");
  await expect.poll(() => given.mock.lastCall).toEqual([{ from: "2026-03-25", to: "2026-03-20" }]);
});

test("a period of which a part is missing is told when the reader leaves it, and stays as it was", async () => {
  await show(<Period start={{ from: "2026-03-04", to: "2026-03-06" }} />);
  const period = page.getByRole("group", { name: "Period" });
  const told = "Part of a day is missing, so nothing has changed yet.";
  await empty(/day.*End/i);
  expect(given).not.toHaveBeenCalledWith(null);
  await expect.element(page.getByText(told)).not.toBeInTheDocument();
  await page.elementLocator(document.body).click({ force: true, position: { x: 900, y: 700 } });
  await expect.element(page.getByText(told)).toBeVisible();
  await expect.element(period).toHaveAccessibleDescription(/Part of a day is missing/);
  await part(/day.*End/i).click();
  await userEvent.keyboard("09");
  await expect.poll(() => given.mock.lastCall).toEqual([{ from: "2026-03-04", to: "2026-03-09" }]);
  await expect.element(page.getByText(told)).not.toBeInTheDocument();
});

test("in a dialog the calendar can be reached, and Escape closes the calendar before the dialog", async () => {
  const onOpenChange = vi.fn<(open: boolean) => void>();
  await show(
    <Dialog open onOpenChange={onOpenChange} title="Worker">
      <Day start="2026-03-31" />
    </Dialog>,
  );
  await calendar.click();
  await page.getByRole("button", { name: /30 March 2026/ }).click();
  await expect.poll(() => given.mock.lastCall).toEqual(["2026-03-30"]);
  await calendar.click();
  await expect.element(page.getByRole("grid")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("grid")).not.toBeInTheDocument();
  expect(onOpenChange).not.toHaveBeenCalled();
});

test("a Dutch reader sees Dutch months, and the week begins on Monday", async () => {
  await render(
    <UiProvider language="nl">
      <Day start="2026-03-31" />
    </UiProvider>,
  );
  await page.getByRole("button", { name: /Kalender openen/ }).click();
  await expect.element(page.getByRole("heading", { name: "maart 2026" })).toBeVisible();
  const [first] = page.getByRole("grid").element().querySelectorAll("th");
  expect(first?.textContent).toBe("ma");
});

/** Each Backspace takes a digit away; the next one is pressed when the part shows that. */
async function empty(name: RegExp) {
  await part(name).click();
  while (!part(name).element().hasAttribute("data-placeholder")) {
    const before = part(name).element().textContent;
    await userEvent.keyboard("{Backspace}");
    await expect.poll(() => part(name).element().textContent).not.toBe(before);
  }
}

function show(element: React.ReactElement) {
  return render(element, { wrapper: ({ children }) => <UiProvider language="en">{children}</UiProvider> });
}

function Day({ start, ...rest }: { start: string | null; min?: string; max?: string; error?: string; disabled?: boolean }) {
  const [value, setValue] = useState(start);
  return (
    <DatePicker
      label="Employed from"
      {...rest}
      value={value}
      onValue={(day) => {
        given(day);
        setValue(day);
      }}
    />
  );
}

function Period({ start }: { start: Days | null }) {
  const [value, setValue] = useState(start);
  return (
    <DateRangePicker
      label="Period"
      value={value}
      onValue={(days) => {
        given(days);
        setValue(days);
      }}
    />
  );
}
