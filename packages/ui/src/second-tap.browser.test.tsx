import { useState } from "react";
import { expect, test, vi } from "vitest";
import { cdp, page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Button } from "./button.tsx";
import { OrderedList } from "./ordered-list.tsx";
import { Dialog } from "./overlays.tsx";
import { UiProvider } from "./ui-provider.tsx";
import "./styles/index.css";

interface Devtools {
  send(method: "Input.dispatchTouchEvent" | "Input.dispatchMouseEvent", params: object): Promise<unknown>;
}
/** The browser's own input, so that hit testing, focus and clicks work as for a person. */
const devtools = cdp() as unknown as Devtools;

const HANDS = {
  finger: async ({ x, y }: Place) => {
    await devtools.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
    await devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  },
  mouse: async ({ x, y }: Place) => {
    for (const type of ["mousePressed", "mouseReleased"])
      await devtools.send("Input.dispatchMouseEvent", { type, x, y, button: "left", buttons: 1, clickCount: 1 });
  },
} as const;
type Hand = keyof typeof HANDS;
interface Place {
  readonly x: number;
  readonly y: number;
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.each(["finger", "mouse"] as const)("C23 a second tap of the %s on Save hits nothing under the dialog that closed", async (hand) => {
  const { under, save } = await opened();
  const place = await placeOf("Save");
  await HANDS[hand](place);
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await HANDS[hand](place);
  await HANDS[hand](place);
  await wait(50);
  expect([save.mock.calls.length, under.mock.calls.length]).toEqual([1, 0]);
  expect(document.activeElement?.textContent).not.toBe("Under");
  await wait(550);
  await HANDS[hand](place);
  await expect.poll(() => under.mock.calls.length).toBe(1);
});

test.each(["finger", "mouse"] as const)("C23 a second tap of the %s on a link hits nothing on the page it led to", async (hand) => {
  const gone = vi.fn<() => void>();
  await render(
    <UiProvider language="en">
      <Pages onTap={gone} />
    </UiProvider>,
  );
  const place = await placeOf("Go");
  await HANDS[hand](place);
  await expect.element(page.getByRole("button", { name: "Delete" })).toBeVisible();
  await HANDS[hand](place);
  await wait(50);
  expect(gone.mock.calls.length).toBe(0);
});

test.each(["finger", "mouse"] as const)("C23 two quick taps of the %s on one control are two, and so are taps on two controls", async (hand: Hand) => {
  const [more, other] = [vi.fn<() => void>(), vi.fn<() => void>()];
  await render(
    <UiProvider language="en">
      <div style={{ display: "flex", gap: 60 }}>
        <Button onClick={more}>More</Button>
        <Button onClick={other}>Other</Button>
      </div>
    </UiProvider>,
  );
  for (const name of ["More", "More", "Other", "More"]) await HANDS[hand](await placeOf(name));
  await expect.poll(() => [more.mock.calls.length, other.mock.calls.length]).toEqual([3, 1]);
});

test.each(["finger", "mouse"] as const)("C23 two quick taps of the %s on Remove take out two entries of an ordered list", async (hand) => {
  await render(
    <UiProvider language="en">
      <Entries />
    </UiProvider>,
  );
  const place = await placeOf("Remove a");
  for (const name of ["a", "b"]) {
    await HANDS[hand](place);
    await expect.element(page.getByRole("button", { name: `Remove ${name}` })).not.toBeInTheDocument();
  }
  await expect.element(page.getByRole("button", { name: "Remove c" })).toBeVisible();
});

test("C23 the keyboard is never taken for a second tap", async () => {
  const { under } = await opened();
  await HANDS.mouse(await placeOf("Save"));
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  page.getByRole("button", { name: "Under" }).element().focus();
  await userEvent.keyboard("{Enter}");
  expect(under.mock.calls.length).toBe(1);
});

async function opened() {
  const [under, save] = [vi.fn<() => void>(), vi.fn<() => void>()];
  await render(
    <UiProvider language="en">
      <Covered onUnder={under} onSave={save} />
    </UiProvider>,
  );
  await expect.element(page.getByRole("dialog")).toBeVisible();
  return { under, save };
}

function Covered({ onUnder, onSave }: { onUnder: () => void; onSave: () => void }) {
  const [open, setOpen] = useState(true);
  const done = () => {
    onSave();
    setOpen(false);
  };
  return (
    <>
      <button type="button" onClick={onUnder} style={{ position: "fixed", inset: 0 }}>
        Under
      </button>
      <Dialog open={open} onOpenChange={setOpen} title="A note" footer={<Button onClick={done}>Save</Button>} />
    </>
  );
}

function Entries() {
  const [ids, setIds] = useState(["a", "b", "c"]);
  const items = ids.map((id) => ({ id, name: id, content: <Button onClick={() => setIds(ids.filter((one) => one !== id))}>{`Remove ${id}`}</Button> }));
  return <OrderedList label="Entries" empty="" items={items} onOrder={setIds} />;
}

function Pages({ onTap }: { onTap: () => void }) {
  const [at, setAt] = useState<"first" | "second">("first");
  return at === "first" ? (
    <a key="first" href="#second" onClick={() => setAt("second")} style={{ display: "block", padding: 20 }}>
      Go
    </a>
  ) : (
    <button key="second" type="button" onClick={onTap} style={{ display: "block", width: "100%", padding: 20 }}>
      Delete
    </button>
  );
}

/** The middle of a control, in coordinates of the window, as the browser's input needs them. The test's page is a frame in that window. */
async function placeOf(name: string): Promise<Place> {
  const control = [...document.querySelectorAll("a, button")].find(({ textContent }) => textContent === name);
  if (control === undefined) throw new Error(`nothing is called ${name}`);
  const { left, top, width, height } = control.getBoundingClientRect();
  const frame = globalThis.frameElement?.getBoundingClientRect();
  const scale = frame === undefined ? 1 : frame.width / globalThis.innerWidth;
  return { x: (frame?.left ?? 0) + (left + width / 2) * scale, y: (frame?.top ?? 0) + (top + height / 2) * scale };
}
