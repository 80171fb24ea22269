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
    const words = { size: short(size), names: list(buttons.map((button) => designer.nameOf(button))) };
    const next = withButtons(size, buttons);
    return (
      <Banner
        key={at}
        tone="info"
        title={text("lacks", words)}
        actions={
          next.grids.some((grid, index) => grid !== size.grids[index]) && (
            <Button
              onClick={() =>
                designer.change(
                  sizes.map((one, index) => (index === at ? next : one)),
                  { says: text("broughtThere", words) },
                )
              }
            >
              {text("bringThere", words)}
            </Button>
          )
        }
      >
        {text("lacksText", words)}
      </Banner>
    );
  });
}
