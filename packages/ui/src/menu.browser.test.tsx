import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Button } from "./button.tsx";
import { Menu } from "./menu.tsx";
import "./styles/index.css";

const button = page.getByRole("button", { name: "Options" });
const menu = page.getByRole("menu", { name: "Options" });
const entry = (name: string) => page.getByRole("menuitem", { name });
const language = (name: string) => page.getByRole("menuitemradio", { name });

test("the button opens the menu on its first entry; Escape closes it and gives the focus back", async () => {
  await showMenu();
  await button.click();
  await expect.element(menu).toBeVisible();
  await expect.element(button).toHaveAttribute("aria-expanded", "true");
  await expect.element(entry("Add a note")).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(menu).not.toBeInTheDocument();
  await expect.element(button).toHaveAttribute("aria-expanded", "false");
  await expect.element(button).toHaveFocus();
});

test("an arrow key on the button opens it; arrows, Home and End move through the entries, from the last to the first again", async () => {
  await showMenu();
  button.element().focus();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(entry("Add a note")).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(language("English")).toHaveFocus();
  await userEvent.keyboard("{End}");
  await expect.element(entry("Sign out")).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(entry("Add a note")).toHaveFocus();
  await userEvent.keyboard("{ArrowUp}");
  await expect.element(entry("Sign out")).toHaveFocus();
  await userEvent.keyboard("{Home}");
  await expect.element(entry("Add a note")).toHaveFocus();
});

test("a letter goes to the next entry that begins with it", async () => {
  await showMenu();
  await button.click();
  await userEvent.keyboard("n");
  await expect.element(language("Nederlands")).toHaveFocus();
  await userEvent.keyboard("s");
  await expect.element(entry("Sign out")).toHaveFocus();
});

test("Enter chooses, closes and gives the focus back before the choice acts", async () => {
  const { onSelect } = await showMenu();
  onSelect.mockImplementation(() => document.activeElement?.textContent);
  await button.click();
  await userEvent.keyboard("{End}{Enter}");
  await expect.element(menu).not.toBeInTheDocument();
  expect(onSelect.mock.calls).toEqual([["out"]]);
  expect(onSelect.mock.results).toEqual([{ type: "return", value: "Options" }]);
});

test("one of several choices is marked as chosen, in a group with a name", async () => {
  const { onSelect } = await showMenu();
  await button.click();
  const group = page.getByRole("group", { name: "Language" });
  await expect.element(group.getByRole("menuitemradio", { name: "English" })).toHaveAttribute("aria-checked", "true");
  await expect.element(group.getByRole("menuitemradio", { name: "Nederlands" })).toHaveAttribute("aria-checked", "false");
  await language("Nederlands").click();
  expect(onSelect.mock.calls).toEqual([["nl"]]);
});

test("what is on or off is turned over, and the menu stays open for the next", async () => {
  const onSelect = vi.fn<() => void>();
  await render(<Menu trigger={<Button>Options</Button>} entries={[{ kind: "toggle", label: "City", on: true, onSelect }]} />);
  await button.click();
  const toggle = page.getByRole("menuitemcheckbox", { name: "City" });
  await expect.element(toggle).toHaveFocus();
  await expect.element(toggle).toHaveAttribute("aria-checked", "true");
  await userEvent.keyboard("{Enter}");
  expect(onSelect).toHaveBeenCalledOnce();
  await expect.element(menu).toBeVisible();
});

test("a press outside closes it and chooses nothing", async () => {
  const { onSelect } = await showMenu();
  await button.click();
  await expect.element(menu).toBeVisible();
  await page.getByText("Elsewhere").click();
  await expect.element(menu).not.toBeInTheDocument();
  expect(onSelect).not.toHaveBeenCalled();
});

test("Tab closes it, and the focus goes on from the button", async () => {
  await showMenu();
  await button.click();
  await expect.element(entry("Add a note")).toHaveFocus();
  await userEvent.keyboard("{Tab}");
  await expect.element(menu).not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: "Next" })).toHaveFocus();
});

test("it stays inside the window when the button is in a corner", async () => {
  await showMenu({ position: "fixed", right: 0, bottom: 0 });
  await button.click();
  await expect.element(menu).toBeVisible();
  const { left, right, top, bottom } = menu.element().getBoundingClientRect();
  expect(left).toBeGreaterThanOrEqual(0);
  expect(top).toBeGreaterThanOrEqual(0);
  expect(right).toBeLessThanOrEqual(window.innerWidth);
  expect(bottom).toBeLessThanOrEqual(button.element().getBoundingClientRect().top);
});

async function showMenu(style: React.CSSProperties = {}) {
  const onSelect = vi.fn<(chosen: string) => unknown>();
  await render(
    <main>
      <div style={style}>
        <Menu
          trigger={<Button>Options</Button>}
          entries={[
            { kind: "action", label: "Add a note", icon: "note", onSelect: () => onSelect("note") },
            {
              kind: "choice",
              label: "Language",
              value: "en",
              options: [
                { value: "en", label: "English" },
                { value: "nl", label: "Nederlands" },
              ],
              onSelect,
            },
            { kind: "line" },
            { kind: "action", label: "Sign out", onSelect: () => onSelect("out") },
          ]}
        />
      </div>
      <Button>Next</Button>
      <p style={{ marginTop: 500 }}>Elsewhere</p>
    </main>,
  );
  return { onSelect };
}
