import { useText } from "@rapport/app-shell";
import type { DataSourceAccount } from "@rapport/contract/data-sources";
import { Banner, Button } from "@rapport/ui";
import { useSourceActions } from "./source-actions.ts";
import { manageTexts } from "./texts.ts";

/** A source that takes no files, with what activates it again (FU16). */
export function InactiveBanner({ rsid, source }: { rsid: string; source: DataSourceAccount }) {
  const text = useText(manageTexts);
  const { act, isBusy } = useSourceActions(rsid, source);
  if (source.active) return null;
  return (
    <Banner
      tone="warn"
      title={text("inactiveTitle")}
      actions={
        <Button disabled={isBusy} onClick={() => act({ kind: "activate" })}>
          {text("activate")}
        </Button>
      }
    >
      <span>{text("inactiveText")}</span>
    </Banner>
  );
}
