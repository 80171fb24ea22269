import { useText } from "@rapport/app-shell";
import type { Webhook } from "@rapport/contract/data-sources";
import { Tag } from "@rapport/ui";
import { webhookTexts } from "./texts.ts";

/** Whether a webhook is sent anything, and if not, why. */
export function WebhookTag({ webhook: { state, failingSince } }: { webhook: Webhook }) {
  const text = useText(webhookTexts);
  const tone = state === "on" ? (failingSince === null ? "good" : "warn") : state === "off" ? "neutral" : "bad";
  return <Tag tone={tone}>{text(`state.${state}`)}</Tag>;
}
