import { Button } from "@rapport/ui";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import "./file-drop.css";

/** Takes one file: dropped here, or chosen. While it is sent, `sending` shows instead and no other is taken. */
export function FileDrop({
  words,
  sending,
  onFile,
}: {
  words: { readonly drop: string; readonly choose: string; readonly hint?: string };
  sending: ReactNode;
  onFile: (file: File) => void;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const isSending = sending !== null && sending !== false;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined && !isSending) onFile(file);
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
        hidden
        aria-label={words.choose}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file !== undefined) onFile(file);
        }}
      />
    </div>
  );
}
