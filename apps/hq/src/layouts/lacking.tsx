import { useText } from "@rapport/app-shell";
import { lackedElsewhere, withButtons } from "@rapport/domain/layouts";
import { Banner, Button, useFormats } from "@rapport/ui";
import { designerTexts } from "./designer-texts.ts";
import type { Designer } from "./use-designer.ts";
import { useSizeWords } from "./use-size-words.ts";

/** Says which buttons of the chosen size others lack, and adds them there: each size has buttons of its own. */
export function LackingElsewhere({ designer }: { designer: Designer }) {
  const text = useText(designerTexts);
  const { list } = useFormats();
  const { short } = useSizeWords();
  const { sizes, chosen } = designer;
  const lacking = lackedElsewhere(sizes, chosen.size);
  return lacking.map(({ size: at, buttons }) => {
    const size = sizes[at];
    if (size === undefined) return null;
    const wordsOf = (some: typeof buttons) => ({ size: short(size), names: list(some.map((button) => designer.nameOf(button))) });
    const next = withButtons(size, buttons);
    const there = new Set(next.grids.flatMap((grid) => grid.buttons.map(({ operation }) => operation)));
    const brought = buttons.filter(({ operation }) => there.has(operation));
    return (
      <Banner
        key={at}
        tone="info"
        title={text("lacks", wordsOf(buttons))}
        actions={
          brought.length > 0 && (
            <Button
              onClick={() =>
                designer.change(
                  sizes.map((one, index) => (index === at ? next : one)),
                  { says: text("broughtThere", wordsOf(brought)) },
                )
              }
            >
              {text("bringThere", wordsOf(brought))}
            </Button>
          )
        }
      >
        {text("lacksText", wordsOf(buttons))}
        {brought.length < buttons.length && ` ${text("noPlace", wordsOf(buttons.filter((button) => !brought.includes(button))))}`}
      </Banner>
    );
  });
}
