import { useState } from "react";
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Button } from "./button.tsx";
import { Chip, RemovableChip } from "./chip.tsx";
import { Switch } from "./switch.tsx";
import { UiProvider } from "./ui-provider.tsx";
import "./styles/index.css";

test("a chip says whether it is on, and Space and Enter switch it", async () => {
  await render(<Pressed />);
  const chip = page.getByRole("button", { name: "Garden 12" });
  await expect.element(chip).toHaveAttribute("aria-pressed", "false");
  await userEvent.keyboard("{Tab} ");
  await expect.element(chip).toHaveAttribute("aria-pressed", "true");
  await userEvent.keyboard("{Enter}");
  await expect.element(chip).toHaveAttribute("aria-pressed", "false");
  await chip.click();
  await expect.element(chip).toHaveAttribute("aria-pressed", "true");
});

test.each([
  ["en", "Remove: Garden"],
  ["nl", "Verwijderen: Garden"],
] as const)("an active filter says in %s that pressing takes it away", async (language, name) => {
  const onRemove = vi.fn<() => void>();
  await render(
    <UiProvider language={language}>
      <RemovableChip onRemove={onRemove}>Garden</RemovableChip>
    </UiProvider>,
  );
  await page.getByRole("button", { name }).click();
  expect(onRemove).toHaveBeenCalledTimes(1);
});

test("pressing a switch's words or the space bar switches it; its hint describes it", async () => {
  await render(<Switching />);
  const pin = page.getByRole("switch", { name: "Pin this note" });
  await expect.element(pin).toHaveAccessibleDescription("It stays on top.");
  await expect.element(pin).toHaveAttribute("aria-checked", "false");
  await page.getByText("Pin this note").click();
  await expect.element(pin).toHaveAttribute("aria-checked", "true");
  await userEvent.keyboard(" ");
  await expect.element(pin).toHaveAttribute("aria-checked", "false");
});

test("a disabled switch does not switch, and Tab skips it", async () => {
  const onChange = vi.fn<(checked: boolean) => void>();
  await render(<Switch label="Pin this note" checked={false} disabled onChange={onChange} />);
  const pin = page.getByRole("switch", { name: "Pin this note" });
  await expect.element(pin).toBeDisabled();
  await userEvent.keyboard("{Tab} ");
  await page.getByText("Pin this note").click({ force: true });
  expect(onChange).not.toHaveBeenCalled();
});

test("a busy button keeps the focus and does not act a second time", async () => {
  const onClick = vi.fn<() => void>();
  const { rerender } = await render(<Button onClick={onClick}>Save</Button>);
  const save = page.getByRole("button", { name: "Save" });
  await save.click();
  await rerender(
    <Button busy onClick={onClick}>
      Save
    </Button>,
  );
  await expect.element(save).toHaveFocus();
  await expect.element(save).toHaveAttribute("aria-disabled", "true");
  await userEvent.keyboard("{Enter} ");
  expect(onClick).toHaveBeenCalledTimes(1);
});

function Pressed() {
  const [pressed, setPressed] = useState(false);
  return (
    <Chip pressed={pressed} count="12" onPress={() => setPressed(!pressed)}>
      Garden{" "}
    </Chip>
  );
}

function Switching() {
  const [checked, setChecked] = useState(false);
  return <Switch label="Pin this note" hint="It stays on top." checked={checked} onChange={setChecked} />;
}
