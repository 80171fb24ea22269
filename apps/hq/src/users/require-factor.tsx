import { ask, describeError, SESSION_KEY, usePreferences, useText } from "@rapport/app-shell";
import { putAccessSettings } from "@rapport/contract/access";
import { Card, ConfirmDialog, ErrorText, Switch } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { accessSettingsQuery } from "./queries.ts";
import { userTexts } from "./texts.ts";

/** For people who manage the people of all legal entities; others do not see the setting. */
export function RequireFactor() {
  const text = useText(userTexts);
  const { appearance } = usePreferences();
  const queryClient = useQueryClient();
  const { data } = useQuery(accessSettingsQuery);
  const [asking, setAsking] = useState(false);
  const save = useMutation({
    mutationFn: (requireSecondFactor: boolean) => ask(putAccessSettings, { body: { requireSecondFactor } }),
    async onSuccess(settings) {
      setAsking(false);
      queryClient.setQueryData(accessSettingsQuery.queryKey, settings);
      // The person who switched it on may not have one themselves.
      await queryClient.invalidateQueries({ queryKey: [SESSION_KEY] });
    },
  });
  if (data === undefined) return null;
  const error = save.error === null ? undefined : describeError(save.error, appearance.language).text;
  return (
    <Card>
      <Switch
        label={text("require")}
        hint={text("requireHint")}
        checked={data.requireSecondFactor}
        onChange={(checked) => (checked ? setAsking(true) : save.mutate(false))}
      />
      {error !== undefined && !asking && <ErrorText>{error}</ErrorText>}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={text("requireTitle")}
        text={text("requireText")}
        confirmLabel={text("requireConfirm")}
        cancelLabel={text("cancel")}
        tone="primary"
        busy={save.isPending}
        error={error}
        onConfirm={() => save.mutate(true)}
      />
    </Card>
  );
}
