import { ask, describeError, useText } from "@rapport/app-shell";
import { countRowsOfDays, takeBackRowsOfDays } from "@rapport/contract/data-sources";
import { Banner, Button, DateRangePicker, Dialog, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { placeOf } from "../ids/queries.ts";
import { linkingTexts } from "./texts.ts";
import type { SourcePlace } from "../source-place.ts";

/** Takes a source's rows of some days out of reports, after they were counted (FU15). */
export function TakeBackDays({ place }: { place: SourcePlace }) {
  const text = useText(linkingTexts);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="undo" onClick={() => setOpen(true)}>
        {text("back")}
      </Button>
      {open && <Days place={place} onClose={() => setOpen(false)} />}
    </>
  );
}

function Days({ place, onClose }: { place: SourcePlace; onClose: () => void }) {
  const text = useText(linkingTexts);
  const formats = useFormats();
  const toast = useToast();
  const { language } = useUi();
  const queryClient = useQueryClient();
  const [days, setDays] = useState<{ from: string; to: string } | null>(null);
  const count = useMutation({ mutationFn: (body: { from: string; to: string }) => ask(countRowsOfDays, { params: placeOf(place), body }) });
  const take = useMutation({
    mutationFn: (body: { from: string; to: string }) => ask(takeBackRowsOfDays, { params: placeOf(place), body }),
    async onSuccess({ rows }) {
      toast.say(text("taken", { count: rows, formatted: formats.number(rows) }));
      await queryClient.invalidateQueries();
      onClose();
    },
  });
  const found = count.data;
  const error = take.error ?? count.error;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title={text("backTitle")}>
      <div className="r-stack">
        <p>{text("backText")}</p>
        <DateRangePicker
          label={`${text("from")} – ${text("to")}`}
          value={days}
          onValue={(chosen) => {
            setDays(chosen);
            count.reset();
            take.reset();
          }}
        />
        <div className="r-row">
          <Button busy={count.isPending} disabled={days === null} onClick={() => days !== null && count.mutate(days)}>
            {text("count")}
          </Button>
        </div>
        <div aria-live="polite" className="r-stack">
          {error !== null && <Banner tone="bad" title={describeError(error, language).text} />}
          {found !== undefined && found.rows === 0 && <p className="r-muted">{text("noRows")}</p>}
          {found !== undefined && found.rows > 0 && (
            <>
              <p>
                {text("found", {
                  count: found.rows,
                  formatted: formats.number(found.rows),
                  files: text("files", { count: found.uploads.length, formatted: formats.number(found.uploads.length) }),
                })}
              </p>
              <div>
                <Button variant="danger" busy={take.isPending} onClick={() => days !== null && take.mutate(days)}>
                  {text("take")}
                </Button>
              </div>
            </>
          )}
        </div>
      </div>
    </Dialog>
  );
}
