import { useState } from "react";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Tabs } from "./tabs.tsx";
import { UiProvider } from "./ui-provider.tsx";
import "./styles/index.css";

const tab = (name: RegExp) => page.getByRole("tab", { name });

test("one panel shows, named by its tab; a press shows another", async () => {
  await show();
  await expect.element(page.getByRole("tablist", { name: "Supplier" })).toBeVisible();
  await expect.element(tab(/^Orders\s*3$/)).toHaveAttribute("aria-selected", "true");
  await expect.element(page.getByRole("tabpanel", { name: /^Orders/ })).toHaveTextContent("Three orders");
  await tab(/^People/).click();
  await expect.element(page.getByRole("tabpanel", { name: "People" })).toHaveTextContent("Nobody yet");
  await expect.element(page.getByText("Three orders")).not.toBeInTheDocument();
});

test("arrows move through the tabs, and Tab goes on to the panel", async () => {
  await show();
  await tab(/^Orders/).click();
  await userEvent.keyboard("{ArrowLeft}");
  await expect.element(tab(/^People/)).toHaveFocus();
  await userEvent.keyboard("{ArrowRight}");
  await expect.element(tab(/^Orders/)).toHaveFocus();
  await userEvent.keyboard("{Tab}");
  await expect.element(page.getByRole("button", { name: "Open" })).toHaveFocus();
});

function show() {
  return render(<Supplier />, { wrapper: ({ children }) => <UiProvider language="en">{children}</UiProvider> });
}

function Supplier() {
  const [chosen, setChosen] = useState<"orders" | "people">("orders");
  return (
    <Tabs
      label="Supplier"
      chosen={chosen}
      onChosen={setChosen}
      tabs={[
        {
          id: "orders",
          title: "Orders",
          count: 3,
          panel: (
            <>
              Three orders <button type="button">Open</button>
            </>
          ),
        },
        { id: "people", title: "People", panel: "Nobody yet" },
      ]}
    />
  );
}
