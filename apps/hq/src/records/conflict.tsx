import { useText } from "@rapport/app-shell";
import type { Saved } from "@rapport/contract";
import { Banner, Button, DataTable, useFormats } from "@rapport/ui";
import { useEffect, useRef } from "react";
import { recordTexts } from "./texts.ts";

/** A field to which two people gave different values. */
export interface Difference {
  readonly name: string;
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
  /** True when the person changed it too. A field that they did not change takes what was saved, whatever they choose. */
  readonly isMine: boolean;
}

/** Says who saved meanwhile and when, shows both versions side by side, and lets the person choose (OG2). */
export function Conflict({
  saved,
  differences,
  onTheirs,
  onMine,
}: {
  saved: Saved;
  differences: readonly Difference[];
  onTheirs: () => void;
  onMine: () => void;
}) {
  const text = useText(recordTexts);
  const formats = useFormats();
  const place = useRef<HTMLElement>(null);
  // The pressed button is below, where nobody would see this.
  useEffect(() => place.current?.focus(), []);
  return (
    <section ref={place} tabIndex={-1} className="hq-conflict" aria-label={text("conflict.caption")}>
      <Banner tone="warn" title={text("conflict.title", { by: saved.by ?? text("conflict.program"), at: formats.dateTime(saved.at) })}>
        {text(differences.some(({ isMine }) => isMine) ? "conflict.text" : "conflict.apart")}
      </Banner>
      {differences.length > 0 && (
        <DataTable
          caption={text("conflict.caption")}
          rows={differences}
          rowKey={({ name }) => name}
          columns={[
            { key: "field", header: text("conflict.field"), isRowHeader: true, cell: ({ label }) => label },
            { key: "mine", header: text("conflict.mine"), cell: ({ mine, isMine }) => (isMine ? mine : text("conflict.untouched")) },
            { key: "theirs", header: text("conflict.theirs"), cell: ({ theirs }) => theirs },
          ]}
        />
      )}
      <div className="r-row">
        <Button variant="primary" onClick={onMine}>
          {text("conflict.keepMine")}
        </Button>
        <Button onClick={onTheirs}>{text("conflict.takeTheirs")}</Button>
      </div>
    </section>
  );
}
