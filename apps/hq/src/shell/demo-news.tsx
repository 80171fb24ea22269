import { useText } from "@rapport/app-shell";
import { Banner, ProgressBar } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { demoQuery } from "./demo-query.ts";
import { shellTexts } from "./texts.ts";

/** Says that the demo retailer is loading, because figures still grow. */
export function DemoNews() {
  const text = useText(shellTexts);
  const { data } = useQuery(demoQuery);
  if (data?.state === "failed") return <Banner tone="bad">{text("demo.failed")}</Banner>;
  if (data?.state !== "loading") return null;
  const share = data.total === 0 ? null : data.done / data.total;
  const label = data.step === null ? text("demo.loading") : text(`demo.loading.${data.step}`);
  return <ProgressBar label={label} value={share} detail={share === null ? undefined : `${Math.floor(share * 100)} %`} />;
}
