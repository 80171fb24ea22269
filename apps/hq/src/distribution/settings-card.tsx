import { describeError, useText } from "@rapport/app-shell";
import type { DistributionSettings } from "@rapport/contract/publishing";
import { Banner, Button, Card, Checkbox, Loaded, Select, TextField, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { saveSettings, settingsQuery, useDistributionChanged } from "./queries.ts";
import { distributionTexts } from "./texts.ts";

const TRIES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

const MOST_DAYS = 365;

/** What happens when a session fails (R81), and when everything is sent again (R84). */
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
  const [days, setDays] = useState(String(stored.fullDays));
  const isDays = /^\d{1,3}$/.test(days.trim()) && Number(days) <= MOST_DAYS;
  const distributionChanged = useDistributionChanged();
  const save = useMutation({
    mutationFn: () => saveSettings(legalEntity, { ...settings, fullDays: Number(days) }),
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
      <TextField
        label={text("fullDays")}
        hint={text("fullDaysHint")}
        inputMode="numeric"
        autoComplete="off"
        value={days}
        error={isDays ? undefined : text("fullDaysWrong")}
        onChange={({ target }) => setDays(target.value)}
      />
      <Checkbox label={text("keepOrder")} checked={settings.keepOrder} onChange={({ target }) => setSettings({ ...settings, keepOrder: target.checked })} />
      <Button busy={save.isPending} onClick={() => isDays && save.mutate()}>
        {text("save")}
      </Button>
    </div>
  );
}
