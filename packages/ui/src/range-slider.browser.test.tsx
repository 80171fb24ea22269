import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { RangeSlider } from "./range-slider.tsx";
import { UiProvider } from "./ui-provider.tsx";
import "./styles/index.css";

const settled = vi.fn<(value: [from: number, to: number]) => void>();
beforeEach(() => void settled.mockReset());
const from = page.getByRole("slider", { name: "From" });
const to = page.getByRole("slider", { name: "To" });

test("arrows move a thumb by a step, never beyond the limits nor past the other thumb", async () => {
  await show();
  (from.element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowRight}");
  await expect.element(from).toHaveValue("10");
  await userEvent.keyboard("{Home}{ArrowLeft}");
  await expect.element(from).toHaveValue("0");
  await userEvent.keyboard("{End}");
  await expect.element(from).toHaveValue("20");
  await expect.poll(() => settled.mock.lastCall).toEqual([[20, 20]]);
  (to.element() as HTMLElement).focus();
  await userEvent.keyboard("{End}{ArrowRight}");
  await expect.element(to).toHaveValue("30");
});

test("R36 keys that follow each other settle once, a moment after the last, or when the slider goes; what a pointer leaves is settled at once", async () => {
  const { unmount } = await show();
  (from.element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  await expect.element(from).toHaveValue("15");
  await expect.poll(() => settled.mock.calls).toEqual([[[15, 20]]]);
  await page.getByRole("group", { name: "Window" }).click();
  expect(settled).toHaveBeenCalledTimes(2);
  await userEvent.keyboard("{Home}");
  await unmount();
  expect(settled).toHaveBeenCalledTimes(3);
});

test("a press on the track moves the nearer thumb there, and bars stand above it", async () => {
  await show();
  const group = page.getByRole("group", { name: "Window" });
  expect(group.element().querySelectorAll(".r-slider-bars > span")).toHaveLength(3);
  const track = group.element().querySelector(".r-slider-track");
  if (track === null) throw new Error("there is no track");
  const { width } = track.getBoundingClientRect();
  await userEvent.click(track, { position: { x: width - 2, y: 10 } });
  await expect.element(to).toHaveValue("30");
  await expect.element(from).toHaveValue("5");
  expect(settled.mock.lastCall).toEqual([[5, 30]]);
});

async function show() {
  return await render(<Chooser />, { wrapper: ({ children }) => <UiProvider language="en">{children}</UiProvider> });
}

function Chooser() {
  const [value, setValue] = useState<[number, number]>([5, 20]);
  return (
    <RangeSlider
      label="Window"
      fromLabel="From"
      toLabel="To"
      value={value}
      min={0}
      max={30}
      step={5}
      bars={[0.2, 1, 0.5]}
      onValue={setValue}
      onSettled={settled}
    />
  );
}
