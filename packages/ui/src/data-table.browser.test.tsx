import { useState } from "react";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { type Column, DataTable } from "./data-table.tsx";
import "./styles/index.css";

interface Store {
  name: string;
  sales: number;
}
const STORES: readonly Store[] = [
  { name: "Utrecht", sales: 20 },
  { name: "Amsterdam", sales: 30 },
  { name: "Breda", sales: 10 },
];
const COLUMNS: readonly Column<Store>[] = [
  { key: "name", header: "Store", isRowHeader: true, sortable: true, cell: ({ name }) => name, footer: "All" },
  { key: "sales", header: "Sales", align: "end", sortable: true, cell: ({ sales }) => sales, footer: "60" },
  { key: "note", header: "Note", cell: () => "" },
];
const table = page.getByRole("table", { name: "Stores" });
const header = (name: string) => page.getByRole("columnheader", { name });

test("a header that sorts says its direction, by mouse and by keyboard; other headers say nothing", async () => {
  await render(<Sortable />);
  await expect.element(header("Store")).not.toHaveAttribute("aria-sort");
  await page.getByRole("button", { name: "Sales" }).click();
  await expect.element(header("Sales")).toHaveAttribute("aria-sort", "descending");
  expect(names()).toEqual(["Amsterdam", "Utrecht", "Breda"]);
  await userEvent.keyboard("{Enter}");
  await expect.element(header("Sales")).toHaveAttribute("aria-sort", "ascending");
  expect(names()).toEqual(["Breda", "Utrecht", "Amsterdam"]);
  await expect.element(header("Store")).not.toHaveAttribute("aria-sort");
  expect(page.getByRole("button", { name: "Note" }).elements()).toEqual([]);
});

test("each row is named by its header cell, and marked where it is the active one", async () => {
  await render(<DataTable caption="Stores" columns={COLUMNS} rows={STORES} rowKey={({ name }) => name} isActive={({ name }) => name === "Breda"} />);
  expect(names()).toEqual(["Utrecht", "Amsterdam", "Breda"]);
  const active = page.getByRole("row", { name: "Breda" });
  const other = page.getByRole("row", { name: "Utrecht" });
  expect(getComputedStyle(active.element()).backgroundColor).not.toBe(getComputedStyle(other.element()).backgroundColor);
});

test("without rows it is still a table with head and totals", async () => {
  await render(<DataTable caption="Stores" columns={COLUMNS} rows={[]} rowKey={({ name }) => name} />);
  await expect.element(table).toBeVisible();
  expect(names()).toEqual([]);
  await expect.element(header("Sales")).toBeVisible();
  await expect.element(page.getByRole("cell", { name: "60" })).toBeVisible();
  // The table has no `onSort` here, so no header can sort.
  expect(page.getByRole("button").elements()).toEqual([]);
});

test("a table whose rows are read one by one shows them on a phone as lists, each value beside the name of its column", async () => {
  await page.viewport(390, 844);
  await render(<DataTable narrow="stack" caption="Stores" columns={COLUMNS} rows={STORES} rowKey={({ name }) => name} />);
  expect(names()).toEqual(["Utrecht", "Amsterdam", "Breda"]);
  const cell = page.getByRole("row", { name: "Amsterdam" }).getByRole("cell").first().element();
  expect(getComputedStyle(cell, "::before").content).toBe('"Sales"');
  expect(cell.getBoundingClientRect().top).toBeGreaterThan(page.getByRole("rowheader", { name: "Amsterdam" }).element().getBoundingClientRect().top);
  const scroller = page.getByRole("region", { name: "Stores" }).element();
  expect(scroller.scrollWidth).toBe(scroller.clientWidth);
  await expect.element(header("Sales")).toBeInTheDocument();
});

test("a table that is too wide scrolls by keyboard, and the page does not", async () => {
  await render(
    <div style={{ width: 120 }}>
      <DataTable caption="Stores" columns={COLUMNS} rows={STORES} rowKey={({ name }) => name} />
    </div>,
  );
  const region = page.getByRole("region", { name: "Stores" }).element();
  expect(region.scrollWidth).toBeGreaterThan(region.clientWidth);
  await userEvent.keyboard("{Tab}");
  expect(document.activeElement).toBe(region);
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  await expect.poll(() => region.scrollLeft).toBeGreaterThan(0);
  expect(document.documentElement.scrollWidth).toBe(document.documentElement.clientWidth);
});

function names(): (string | null)[] {
  return page
    .getByRole("rowheader")
    .elements()
    .map(({ textContent }) => textContent);
}

function Sortable() {
  const [sort, setSort] = useState<{ key: string; direction: "ascending" | "descending" }>();
  const sign = sort?.direction === "ascending" ? 1 : -1;
  const rows = sort === undefined ? STORES : STORES.toSorted((a, b) => sign * (a.sales - b.sales));
  return (
    <DataTable
      caption="Stores"
      columns={COLUMNS}
      rows={rows}
      rowKey={({ name }) => name}
      sort={sort}
      onSort={(key) => setSort({ key, direction: sort?.key === key && sort.direction === "descending" ? "ascending" : "descending" })}
    />
  );
}
