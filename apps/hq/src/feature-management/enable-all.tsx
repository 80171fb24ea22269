import { describeError, useText } from "@rapport/app-shell";
import { FEATURES } from "@rapport/contract/features";
import { Button, ConfirmDialog, useFormats, useToast, useUi } from "@rapport/ui";
import { useState } from "react";
import { type ShownFeature, useEnableAll } from "./queries.ts";
import { featureTexts } from "./texts.ts";

/** Switches on every feature that is off. What asks first is named, and is on only after that (R73). */
export function EnableAll({ features }: { features: readonly ShownFeature[] }) {
  const text = useText(featureTexts);
  const formats = useFormats();
  const toast = useToast();
  const { language } = useUi();
  const [isAsking, ask] = useState(false);
  const all = useEnableAll(({ enabled, kept }) => {
    ask(false);
    const scheduled = kept.filter(({ why }) => why === "scheduled");
    toast.say(
      [
        text("allOn", { count: enabled.length, formatted: formats.number(enabled.length) }),
        ...(scheduled.length > 0 ? [text("allKept", { names: formats.list(scheduled.map(({ feature }) => FEATURES[feature].name[language])) })] : []),
      ].join(" "),
    );
  });
  // What needs another that this switches on is switched on with it.
  const off = features.filter(
    ({ state, needs }) => state === "off" || (state === "cannot" && features.some((one) => one.code === needs && one.state === "off")),
  );
  const asksFirst = off.filter(({ canBeDisabled, needsConfirmation }) => !canBeDisabled || needsConfirmation);
  return (
    <>
      <Button disabled={off.length === 0} title={off.length === 0 ? text("none.off") : undefined} onClick={() => ask(true)}>
        {text("enableAll")}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={ask}
        title={text("enableAllTitle", { names: formats.list(off.map(({ name }) => name[language])) })}
        text={asksFirst.length === 0 ? text("enableAllText") : text("enableAllLasting", { names: formats.list(asksFirst.map(({ name }) => name[language])) })}
        confirmLabel={text("enableAll")}
        cancelLabel={text("cancel")}
        busy={all.isPending}
        error={all.error === null ? undefined : describeError(all.error, language).text}
        onConfirm={() => all.mutate(true)}
      />
    </>
  );
}
