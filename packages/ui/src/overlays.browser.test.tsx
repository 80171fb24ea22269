import { useRef, useState } from "react";
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Button } from "./button.tsx";
import { TextField } from "./fields.tsx";
import { ConfirmDialog, Dialog, Sheet } from "./overlays.tsx";
import "./styles/index.css";

const opener = page.getByRole("button", { name: "Open" });

test.each([
  ["dialog", Dialog],
  ["sheet", Sheet],
] as const)("a %s has its title for a name, and gives the focus back when Escape closes it", async (_, Overlay) => {
  await render(<WithOverlay Overlay={Overlay} />);
  await opener.click();
  const dialog = page.getByRole("dialog", { name: "Edit the store" });
  await expect.element(dialog).toBeVisible();
  await expect.element(dialog).toHaveAccessibleDescription("It is shown to associates.");
  await userEvent.keyboard("{Escape}");
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(opener).toHaveFocus();
});

test("the focus begins at the right control, and Tab never reaches the page behind", async () => {
  await render(<WithOverlay Overlay={Dialog} focusTheName />);
  await opener.click();
  await expect.element(page.getByRole("textbox", { name: "Name" })).toHaveFocus();
  const visited = new Set<string>();
  for (let step = 0; step < 8; step += 1) {
    await userEvent.keyboard("{Tab}");
    visited.add(document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");
  }
  expect([...visited]).toEqual(expect.arrayContaining(["Save", "Close"]));
  expect([...visited]).not.toContain("Open");
});

test("a press on the dimmed page closes the dialog; a press that began inside does not", async () => {
  await render(<WithOverlay Overlay={Dialog} />);
  await opener.click();
  const dialog = page.getByRole("dialog");
  const { left, top } = dialog.element().getBoundingClientRect();
  const element = dialog.element();
  element.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, clientX: left + 20, clientY: top + 20 }));
  element.dispatchEvent(new MouseEvent("click", { bubbles: true, clientX: left - 20, clientY: top - 20 }));
  await expect.element(dialog).toBeVisible();
  await page.elementLocator(document.body).click({ force: true, position: { x: 4, y: 4 } });
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(opener).toHaveFocus();
});

test("a dialog that stays open closes by its own button only, also after Escape twice", async () => {
  const onOpenChange = vi.fn<(open: boolean) => void>();
  await render(<Dialog open staysOpen onOpenChange={onOpenChange} title="Your key" footer={<Button onClick={() => onOpenChange(false)}>I have it</Button>} />);
  const dialog = page.getByRole("dialog", { name: "Your key" });
  await userEvent.keyboard("{Escape}");
  await userEvent.keyboard("{Escape}");
  await page.elementLocator(document.body).click({ force: true, position: { x: 4, y: 4 } });
  await expect.element(dialog).toBeVisible();
  expect(page.getByRole("button", { name: "Close" }).query()).toBeNull();
  expect(onOpenChange).not.toHaveBeenCalled();
  await page.getByRole("button", { name: "I have it" }).click();
  expect(onOpenChange).toHaveBeenCalledWith(false);
});

test("the page behind does not scroll while the dialog is open, and does again afterwards", async () => {
  await render(<WithOverlay Overlay={Sheet} />);
  await opener.click();
  await expect.element(page.getByRole("dialog")).toBeVisible();
  expect(getComputedStyle(document.documentElement).overflow).toBe("hidden");
  await page.getByRole("button", { name: "Close" }).click();
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  expect(getComputedStyle(document.documentElement).overflow).not.toBe("hidden");
});

test("a question begins on the harmless answer; only the other answer acts", async () => {
  const { onConfirm } = await showQuestion({});
  const question = page.getByRole("alertdialog", { name: "Remove Clara?" });
  await expect.element(question).toHaveAccessibleDescription("She leaves your client book.");
  await expect.element(page.getByRole("button", { name: "Keep" })).toHaveFocus();
  await page.getByRole("button", { name: "Remove" }).click();
  expect(onConfirm).toHaveBeenCalledTimes(1);
});

test("a question does not act twice while its action runs, and says what went wrong", async () => {
  const { onConfirm } = await showQuestion({ busy: true, error: "The network is away." });
  const remove = page.getByRole("button", { name: "Remove" });
  await expect.element(remove).toHaveAttribute("aria-busy", "true");
  await remove.click({ force: true });
  expect(onConfirm).not.toHaveBeenCalled();
  await expect.element(page.getByRole("alert")).toHaveTextContent("The network is away.");
});

function WithOverlay({ Overlay, focusTheName = false }: { Overlay: typeof Sheet; focusTheName?: boolean }) {
  const [open, setOpen] = useState(false);
  const name = useRef<HTMLInputElement>(null);
  return (
    <main style={{ height: 2000 }}>
      <Button onClick={() => setOpen(true)}>Open</Button>
      <Overlay
        open={open}
        onOpenChange={setOpen}
        title="Edit the store"
        description="It is shown to associates."
        initialFocus={focusTheName ? name : undefined}
        footer={<Button>Save</Button>}
      >
        <TextField ref={name} label="Name" />
      </Overlay>
    </main>
  );
}

async function showQuestion(state: { busy?: boolean; error?: string }) {
  const onConfirm = vi.fn<() => void>();
  await render(
    <ConfirmDialog
      open
      onOpenChange={() => undefined}
      title="Remove Clara?"
      text="She leaves your client book."
      confirmLabel="Remove"
      cancelLabel="Keep"
      onConfirm={onConfirm}
      {...state}
    />,
  );
  return { onConfirm };
}
