import { Button } from "@rapport/ui";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import "./file-drop.css";

/** Takes files that are dropped here or chosen: one, or with `several` any number. While one is sent, `sending` shows instead and no other is taken. */
export function FileDrop({
  words,
  sending,
  several = false,
  onFiles,
}: {
  words: { readonly drop: string; readonly choose: string; readonly hint?: string };
  sending: ReactNode;
  several?: boolean;
  /** @param files at least one */
  onFiles: (files: readonly [File, ...File[]]) => void;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const isSending = sending !== null && sending !== false;
  const give = (list: FileList | null) => {
    const [first, ...others] = list ?? [];
    if (first !== undefined) onFiles([first, ...others]);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    if (!isSending) give(event.dataTransfer.files);
  };
  return (
    <div
      className="hq-drop"
      data-over={isOver ? "" : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      {isSending ? (
        sending
      ) : (
        <>
          <p className="hq-drop-line">
            {words.drop}
            <Button variant="primary" icon="upload" onClick={() => picker.current?.click()}>
              {words.choose}
            </Button>
          </p>
          {words.hint !== undefined && <p className="r-small r-muted">{words.hint}</p>}
        </>
      )}
      <input
        ref={picker}
        type="file"
        multiple={several}
        hidden
        aria-label={words.choose}
        onChange={(event) => {
          // Before the field is emptied, which empties the list too.
          const files = new DataTransfer();
          for (const file of event.target.files ?? []) files.items.add(file);
          event.target.value = "";
          give(files.files);
        }}
      />
    </div>
  );
}
