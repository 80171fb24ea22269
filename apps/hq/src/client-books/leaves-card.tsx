import { describeError, useText } from "@rapport/app-shell";
import type { ClientLeave } from "@rapport/contract/clienteling";
import { Button, Card, ConfirmDialog, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { giveBack, leavesQuery } from "./leave-queries.ts";
import { leaveTexts } from "./leave-texts.ts";
import { useBooksChanged, type OneBook } from "./queries.ts";

/** When all clients of this book were handed over, and undoing it. Shows nothing when they never were. */
export function LeavesCard({ params, name }: { params: OneBook; name: string }) {
  const text = useText(leaveTexts);
  const leaves = useQuery(leavesQuery(params)).data ?? [];
  if (leaves.length === 0) return null;
  return (
    <Card title={text("earlier")}>
      <ul className="hq-leaves">
        {leaves.map((left) => (
          <li key={left.id}>
            <Left params={params} name={name} left={left} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Left({ params, name, left }: { params: OneBook; name: string; left: ClientLeave }) {
  const text = useText(leaveTexts);
  const formats = useFormats();
  const toast = useToast();
  const { language } = useUi();
  const booksChanged = useBooksChanged();
  const [isAsking, ask] = useState(false);
  const undo = useMutation({
    mutationFn: () => giveBack(params, left.id),
    async onSuccess({ givenBack, elsewhere, employment }) {
      const counted = (key: "undone" | "elsewhere", count: number) => text(key, { count, formatted: formats.number(count) });
      const kept = [...(elsewhere > 0 ? [counted("elsewhere", elsewhere)] : []), ...(employment === "changed" ? [text("employmentChanged")] : [])];
      const said = [counted("undone", givenBack), ...kept].join(" ");
      if (kept.length === 0) toast.say(said);
      else toast.warn(said);
      ask(false);
      await booksChanged();
    },
  });
  const shares = left.receivers.map(({ name: receiver, clients }) => text("share", { name: receiver, formatted: formats.number(clients) }));
  const facts = [...shares, ...(left.employedTo === null ? [] : [text("setLastDay", { day: formats.date(left.employedTo) })])];
  const canUndo = left.undoable;
  return (
    <>
      <div>
        {text("line", { at: formats.dateTime(left.at), count: left.clients, formatted: formats.number(left.clients), by: left.by ?? text("byKey") })}
        <div className="r-muted r-small">
          {facts.join(" · ")}
          {left.undoneAt !== null && ` · ${text("undoneAt", { at: formats.dateTime(left.undoneAt) })}`}
          {canUndo && ` · ${text("undoUntil", { at: formats.dateTime(left.undoUntil) })}`}
        </div>
      </div>
      {canUndo && <Button onClick={() => ask(true)}>{text("undo")}</Button>}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={ask}
        title={text("undoTitle", { name })}
        text={text("undoText")}
        confirmLabel={text("undo")}
        cancelLabel={text("cancel")}
        busy={undo.isPending}
        error={undo.error === null ? undefined : describeError(undo.error, language).text}
        onConfirm={() => undo.mutate()}
      />
    </>
  );
}
