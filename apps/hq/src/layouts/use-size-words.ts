import { useText } from "@rapport/app-shell";
import { useFormats } from "@rapport/ui";
import type { LayoutSize } from "@rapport/contract/layouts";
import { orientationOf } from "@rapport/domain/layouts";
import { designerTexts } from "./designer-texts.ts";

/** The name of a size: `Full 1024 × 768`, or with how the device is held. */
export function useSizeWords() {
  const text = useText(designerTexts);
  const { number } = useFormats();
  const short = ({ kind, width, height }: LayoutSize) => `${text(`kind.${kind}`)} ${width} × ${height}`;
  return { short, long: (size: LayoutSize) => `${short(size)}, ${text(`orientation.${orientationOf(size)}`)}`, number };
}
