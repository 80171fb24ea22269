import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { OrderedList } from "./ordered-list.tsx";
import { UiProvider } from "./ui-provider.tsx";
import "./styles/index.css";

const NAMES: Record<string, string> = { name: "Name", city: "City", spend: "Net spend" };
const ordered = vi.fn<(ids: string[]) => void>();
beforeEach(() => void ordered.mockReset());
const shown = () =>
  page
    .getByRole("row")
    .elements()
    .map(({ textContent }) => textContent);
const place = () => document.activeElement?.getAttribute("aria-label") ?? "";
const handle = (name: string) => page.getByRole("button", { name: `Move ${name}` });

test.each(["stack", "grid"] as const)("in a %s the keyboard moves a thing: Enter on its handle, arrows, Enter", async (layout) => {
  await show(<Attributes layout={layout} />);
  expect(shown()).toEqual(["Name", "City", "Net spend"]);
  await take("Net spend", layout === "grid" ? "{ArrowRight}" : "{ArrowDown}");
  for (let step = 0; step < 6 && place() !== "Insert between Name and City"; step += 1)
    await userEvent.keyboard(layout === "grid" ? "{ArrowLeft}" : "{ArrowUp}");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => ordered.mock.calls.length).toBe(1);
  expect(ordered.mock.lastCall).toEqual([["name", "spend", "city"]]);
  expect(shown()).toEqual(["Name", "Net spend", "City"]);
});

test("Escape keeps the order as it was", async () => {
  await show(<Attributes />);
  await take("City");
  await userEvent.keyboard("{ArrowDown}");
  await userEvent.keyboard("{Escape}");
  expect(shown()).toEqual(["Name", "City", "Net spend"]);
  expect(ordered).not.toHaveBeenCalled();
});

test("the pointer drags an item to its place", async () => {
  await show(<Attributes />);
  await userEvent.dragAndDrop(page.getByRole("row", { name: "Net spend" }), page.getByRole("row", { name: "Name" }), {
    targetPosition: { x: 40, y: 4 },
  });
  await expect.poll(shown).toEqual(["Net spend", "Name", "City"]);
  expect(ordered.mock.calls).toEqual([[["spend", "name", "city"]]]);
});

test("an empty list says so, and items of a disabled list cannot be moved", async () => {
  const { rerender } = await show(<OrderedList label="Attributes" items={[]} empty="Nothing is shown yet." onOrder={ordered} />);
  await expect.element(page.getByText("Nothing is shown yet.")).toBeVisible();
  await rerender(<Attributes disabled />);
  await expect.element(handle("City")).toBeDisabled();
});

/** Goes to the row with arrow keys, to its handle with Tab, and picks it up. */
async function take(name: string, onward = "{ArrowDown}") {
  await userEvent.keyboard("{Tab}");
  await expect.element(page.getByRole("row", { name: "Name" })).toHaveFocus();
  for (let row = 0; row < shown().indexOf(name); row += 1) await userEvent.keyboard(onward);
  await userEvent.keyboard("{Tab}");
  await expect.element(handle(name)).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.poll(place).toMatch(/^Insert/);
}

function show(element: React.ReactElement) {
  return render(element, { wrapper: ({ children }) => <UiProvider language="en">{children}</UiProvider> });
}

function Attributes(around: { layout?: "stack" | "grid"; disabled?: boolean }) {
  const [ids, setIds] = useState(["name", "city", "spend"]);
  return (
    <OrderedList
      label="Attributes"
      empty=""
      {...around}
      items={ids.map((id) => ({ id, name: NAMES[id] ?? "", content: NAMES[id] }))}
      onOrder={(next) => {
        ordered(next);
        setIds(next);
      }}
    />
  );
}
