import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Button } from "./button.tsx";
import { useToast } from "./toast.tsx";
import { UiProvider } from "./ui-provider.tsx";
import "./styles/index.css";

// Only the time of a toast is faked; everything else runs as it does for a person.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

const region = page.getByRole("region", { name: "Notifications" });
const said = page.getByText("Note saved", { exact: true });
const warned = page.getByText("Note not saved", { exact: true });

test("the live region exists before its first text, so that a screen reader reads the text", async () => {
  await showButtons();
  await expect.element(region).toHaveAttribute("aria-live", "polite");
  const before = region.element();
  expect(before.textContent).toBe("");
  await page.getByRole("button", { name: "Say" }).click();
  await expect.element(said).toBeVisible();
  expect(region.element()).toBe(before);
  expect(before.contains(said.element())).toBe(true);
});

test.each([
  ["Say", said, 6_000],
  ["Warn", warned, 12_000],
] as const)("%s: it goes by itself after its time, and not before", async (button, text, shownMs) => {
  await showButtons();
  await page.getByRole("button", { name: button }).click();
  await pass(shownMs - 1);
  expect(text.elements()).toHaveLength(1);
  await pass(1);
  expect(text.elements()).toEqual([]);
});

test("it stays while a person points at it, and its time begins again afterwards", async () => {
  await showButtons();
  await page.getByRole("button", { name: "Say" }).click();
  await userEvent.hover(said);
  await pass(60_000);
  expect(said.elements()).toHaveLength(1);
  await userEvent.hover(page.getByRole("heading"));
  await pass(5_999);
  expect(said.elements()).toHaveLength(1);
  await pass(1);
  expect(said.elements()).toEqual([]);
});

test("it stays while the focus is in it, and closes with the keyboard", async () => {
  await showButtons();
  await page.getByRole("button", { name: "Say" }).click();
  await expect.element(said).toBeVisible();
  page.getByRole("button", { name: "Close" }).element().focus();
  await pass(60_000);
  await expect.element(said).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.element(said).not.toBeInTheDocument();
});

test("a message replaces an older one; a failure stays beside it", async () => {
  await showButtons();
  await page.getByRole("button", { name: "Warn" }).click();
  await page.getByRole("button", { name: "Say" }).click();
  await page.getByRole("button", { name: "Say" }).click();
  await expect.element(warned).toBeVisible();
  expect(said.elements()).toHaveLength(1);
});

/** Lets time pass and the page render. Do not use `expect.element` here: it moves the time while it waits, so times would not be exact. */
async function pass(milliseconds: number) {
  await drawn();
  await vi.advanceTimersByTimeAsync(milliseconds);
  await drawn();
}

async function drawn() {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
}

async function showButtons() {
  await render(
    <UiProvider language="en">
      <h1>Notes</h1>
      <Buttons />
    </UiProvider>,
  );
}

function Buttons() {
  const { say, warn } = useToast();
  return (
    <>
      <Button onClick={() => say("Note saved")}>Say</Button>
      <Button onClick={() => warn("Note not saved")}>Warn</Button>
    </>
  );
}
