import { useText } from "@rapport/app-shell";
import type { DataSourceAccount } from "@rapport/contract/data-sources";
import { ConfirmDialog, IconButton, Menu, type MenuEntry } from "@rapport/ui";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { sourceName } from "../source-name.ts";
import { sourceTexts } from "../texts.ts";
import { useSourceActions } from "./source-actions.ts";
import { manageTexts } from "./texts.ts";

/** What can be done with a source: its files, stop on errors, restart, deactivate and activate. */
export function SourceMenu({ rsid, source }: { rsid: string; source: DataSourceAccount }) {
  const text = useText(manageTexts);
  const name = sourceName(source, useText(sourceTexts));
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const { act, isBusy } = useSourceActions(rsid, source);
  const stops = source.on_errors === "stop";
  const entries: MenuEntry[] = [
    {
      kind: "action",
      label: text("logOf"),
      icon: "file",
      onSelect: () => void navigate({ to: "/data-sources/files", search: { suite: rsid, source: source.data_source_id } }),
    },
    { kind: "toggle", label: text("stopOnErrors"), on: stops, onSelect: () => act({ kind: "onErrors", value: stops ? "continue" : "stop" }) },
    ...(source.stopped_by === null ? [] : [{ kind: "action", label: text("restart"), icon: "refresh", onSelect: () => act({ kind: "restart" }) } as const]),
    source.active
      ? { kind: "action", label: text("deactivate"), icon: "lock", tone: "bad", onSelect: () => setAsking(true) }
      : { kind: "action", label: text("activate"), icon: "check", onSelect: () => act({ kind: "activate" }) },
  ];
  return (
    <>
      <Menu trigger={<IconButton icon="more" label={text("actionsOf", { name })} disabled={isBusy} />} entries={entries} />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={text("askTitle", { name })}
        text={text("askText")}
        confirmLabel={text("deactivate")}
        cancelLabel={text("cancel")}
        onConfirm={() => {
          setAsking(false);
          act({ kind: "deactivate" });
        }}
      />
    </>
  );
}
