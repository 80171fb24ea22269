import { describeError, useText } from "@rapport/app-shell";
import type { ListImport } from "@rapport/contract/lists";
import { Card, ErrorText, Icon, ProgressBar, useFormats, useUi } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { FileDrop } from "../shell/file-drop.tsx";
import { FileColumns } from "./columns.tsx";
import { exportAddress, type ListPlace, sendList } from "./queries.ts";
import { separatorFor } from "./separator.ts";
import { listTexts } from "./texts.ts";

/** Where a person takes the list from, and gives the file. */
export function FileCard({ place, onSent }: { place: ListPlace; onSent: (sent: ListImport) => void }) {
  const text = useText(listTexts);
  const { locale } = useFormats();
  const { language } = useUi();
  const send = useMutation({ mutationFn: (file: File) => sendList(place, file), onSuccess: onSent });
  return (
    <Card
      title={text("file")}
      actions={
        <a className="r-button" data-variant="secondary" href={exportAddress(place, separatorFor(locale) === ";" ? "semicolon" : "comma")} download>
          <Icon name="download" size={18} />
          {text("download")}
        </a>
      }
    >
      <p className="r-muted">
        {text("fileText")} {place.list === "workers" && text("fileWorkers")}
        {place.list === "client-books" && text("fileBooks")}
        {place.list === "attributes" && text("fileAttributes")}
        {place.list === "attribute-groups" && text("fileGroups")}
        {hasWords(place.list) && text(`fileOf.${place.list}`)}
      </p>
      <FileColumns place={place} />
      <FileDrop
        words={{ drop: text("drop"), choose: text("choose") }}
        sending={send.isPending && <ProgressBar label={text("sending", { name: send.variables.name })} value={null} />}
        onFiles={([file]) => send.mutate(file)}
      />
      {send.error !== null && <ErrorText>{describeError(send.error, language).text}</ErrorText>}
    </Card>
  );
}

const WITH_WORDS = ["attribute-types", "number-sequences", "parameters", "schedules"] as const;

function hasWords(list: ListPlace["list"]): list is (typeof WITH_WORDS)[number] {
  return WITH_WORDS.some((one) => one === list);
}
