import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Slider } from "./slider.tsx";
import { UiProvider } from "./ui-provider.tsx";
import "./styles/index.css";

const settled = vi.fn<(value: number) => void>();
beforeEach(() => void settled.mockReset());
const slider = page.getByRole("slider", { name: "Window" });

test("arrows change it by a step, never beyond its limits, and screen readers read its unit", async () => {
  await show("en");
  (slider.element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowRight}");
  await expect.element(slider).toHaveAttribute("aria-valuetext", "10 days");
  await userEvent.keyboard("{End}{ArrowRight}");
  await expect.element(slider).toHaveValue("30");
  await userEvent.keyboard("{Home}{ArrowLeft}");
  await expect.element(slider).toHaveValue("0");
  expect(settled.mock.lastCall).toEqual([0]);
});

test("a press on the track moves it there; a disabled slider does not move", async () => {
  const { rerender } = await show("en");
  await page.getByRole("group", { name: "Window" }).click();
  await expect.element(slider).not.toHaveValue("5");
  const before = settled.mock.calls.length;
  expect(before).toBeGreaterThan(0);
  await rerender(<Chooser disabled />);
  await page.getByRole("group", { name: "Window" }).click({ force: true });
  expect(settled.mock.calls.length).toBe(before);
});

test("a Dutch reader reads it in Dutch", async () => {
  await show("nl");
  await expect.element(page.getByText("5 dagen")).toBeVisible();
});

function show(language: "en" | "nl") {
  return render(<Chooser />, { wrapper: ({ children }) => <UiProvider language={language}>{children}</UiProvider> });
}

function Chooser({ disabled = false }: { disabled?: boolean }) {
  const [value, setValue] = useState(5);
  return <Slider label="Window" value={value} min={0} max={30} step={5} unit="day" disabled={disabled} onValue={setValue} onSettled={settled} />;
}
