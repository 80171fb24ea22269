import { useState } from "react";
import { expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import { useSettledInput } from "./index.ts";

/** A field whose value follows only when `follow` is called, like one that stands in the address of a slow page. */
function mount() {
  const settled = vi.fn<(value: string) => void>();
  const follow: { now: (value: string) => void } = { now: () => undefined };
  function Field() {
    const [value, setValue] = useState("");
    follow.now = setValue;
    const [text, type] = useSettledInput({ value, onSettled: settled });
    return <input aria-label="Search" value={text} onChange={({ target }) => type(target.value)} />;
  }
  return { settled, follow, rendered: render(<Field />) };
}

test("a text is passed on once typing stops, and stays until the value follows", async () => {
  const { settled, follow, rendered } = mount();
  await rendered;
  const field = page.getByLabelText("Search");
  await userEvent.type(field, "bakk");
  await expect.poll(() => settled.mock.calls).toEqual([["bakk"]]);
  await expect.element(field).toHaveValue("bakk");
  await userEvent.type(field, "er");
  follow.now("bakk");
  await expect.poll(() => settled.mock.calls).toEqual([["bakk"], ["bakker"]]);
  await expect.element(field).toHaveValue("bakker");
  follow.now("bakker");
  follow.now("jansen");
  await expect.element(field).toHaveValue("jansen");
});

test("a cleared text is passed on at once", async () => {
  const { settled, follow, rendered } = mount();
  await rendered;
  follow.now("bakker");
  const field = page.getByLabelText("Search");
  await expect.element(field).toHaveValue("bakker");
  await field.clear();
  expect(settled.mock.calls).toEqual([[""]]);
});
