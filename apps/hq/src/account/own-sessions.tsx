import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { endOwnSession, type SessionId } from "@rapport/contract/access";
import { Button, DataTable, Loaded, Tag, useFormats, useToast } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { browserName } from "./browser-name.ts";
import { ownSessionsQuery } from "./queries.ts";
import { accountTexts } from "./texts.ts";

export function OwnSessions() {
  const text = useText(accountTexts);
  const formats = useFormats();
  const toast = useToast();
  const { appearance } = usePreferences();
  const queryClient = useQueryClient();
  const sessions = useQuery(ownSessionsQuery);
  const end = useMutation({
    mutationFn: (sessionId: SessionId) => ask(endOwnSession, { params: { sessionId } }),
    onSuccess: () => toast.say(text("ended")),
    onError: (error) => toast.warn(describeError(error, appearance.language).text),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ownSessionsQuery.queryKey }),
  });
  const nameOf = (userAgent: string) => {
    const { browser, system } = browserName(userAgent);
    if (browser === null) return text("unknownBrowser");
    return system === null ? browser : text("on", { browser, system });
  };
  return (
    <Loaded query={sessions}>
      {(all) => (
        <DataTable
          narrow="stack"
          caption={text("sessions")}
          rows={all}
          rowKey={({ id }) => id}
          columns={[
            { key: "browser", header: text("browser"), isRowHeader: true, cell: ({ browser }) => nameOf(browser) },
            { key: "started", header: text("started"), cell: ({ startedAt }) => formats.dateTime(startedAt) },
            { key: "ends", header: text("ends"), cell: ({ expiresAt }) => formats.dateTime(expiresAt) },
            {
              key: "actions",
              header: text("actions"),
              cell: ({ id, browser, current }) =>
                current ? (
                  <Tag tone="accent">{text("here")}</Tag>
                ) : (
                  <Button variant="quiet" aria-label={text("endNamed", { browser: nameOf(browser) })} onClick={() => end.mutate(id)}>
                    {text("end")}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Loaded>
  );
}
