import { describeError, useText } from "@rapport/app-shell";
import type { DistributionSettings } from "@rapport/contract/publishing";
import { Banner, Button, Card, Checkbox, Loaded, Select, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { saveSettings, settingsQuery, useDistributionChanged } from "./queries.ts";
import { distributionTexts } from "./texts.ts";

const TRIES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** What happens when a session fails (R81). */
export function SettingsCard({ legalEntity }: { legalEntity: string }) {
  const text = useText(distributionTexts);
  return (
    <Card title={text("settings")}>
      <Loaded query={useQuery(settingsQuery(legalEntity))}>{(settings) => <Fields legalEntity={legalEntity} stored={settings} />}</Loaded>
    </Card>
  );
}

function Fields({ legalEntity, stored }: { legalEntity: string; stored: DistributionSettings }) {
  const text = useText(distributionTexts);
  const formats = useFormats();
  const toast = useToast();
  const { language } = useUi();
  const [settings, setSettings] = useState(stored);
  const distributionChanged = useDistributionChanged();
  const save = useMutation({
    mutationFn: () => saveSettings(legalEntity, settings),
    async onSuccess() {
      toast.say(text("saved"));
      await distributionChanged();
    },
  });
  return (
    <div className="hq-run-form">
      {save.error !== null && <Banner tone="bad">{describeError(save.error, language).text}</Banner>}
      <Select
        label={text("triesLabel")}
        value={String(settings.tries)}
        onChange={({ target }) => setSettings({ ...settings, tries: Number(target.value) })}
        options={TRIES.map((tries) => ({ value: String(tries), label: formats.number(tries) }))}
      />
      <Checkbox label={text("keepOrder")} checked={settings.keepOrder} onChange={({ target }) => setSettings({ ...settings, keepOrder: target.checked })} />
      <Button busy={save.isPending} onClick={() => save.mutate()}>
        {text("save")}
      </Button>
    </div>
  );
}
