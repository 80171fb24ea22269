import { useText } from "@rapport/app-shell";
import { useFormats } from "@rapport/ui";
import { distributionTexts } from "./texts.ts";

/** How much a run or a session carries: things, and bytes of text. */
export function PackageSize({ rows, bytes }: { rows: number; bytes: number }) {
  const text = useText(distributionTexts);
  const formats = useFormats();
  return (
    <>
      {text("rows", { count: rows, formatted: formats.number(rows) })}
      <span className="hq-distribution-kind">{formats.bytes(bytes)}</span>
    </>
  );
}
