import { ask, describeError, describeFileFailure, useText } from "@rapport/app-shell";
import { SAMPLE_MAX_BYTES, saveMapping, type FileMapping, type KeptMapping, type MappingPreview } from "@rapport/contract/data-sources";
import { Banner, Button, Card, ConfirmDialog, ErrorText, Loaded, ProgressBar, useFormats, useSettled, useToast, useUi } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { FileDrop } from "../../shell/file-drop.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { useSource } from "../use-source.tsx";
import { ColumnsCard } from "./columns-card.tsx";
import { ConstantsCard } from "./constants-card.tsx";
import { PreviewCard } from "./preview-card.tsx";
import { mappingQuery, previewQuery, type Sample } from "./queries.ts";
import { readSample } from "./read-sample.ts";
import { mappingTexts } from "./texts.ts";
import { WrittenCard } from "./written-card.tsx";
import "../data-sources.css";
import "./mapping.css";

/** How files of a source are read that are not in its own format, with a file to try it on. */
export function MappingPage() {
  const text = useText(mappingTexts);
  const { rsid, dataSourceId } = useParams({ from: "/signed-in/data-sources/$rsid/$dataSourceId/mapping" });
  const place = { rsid, dataSourceId: Number(dataSourceId) };
  const kept = useQuery(mappingQuery(place));
  const { trail } = useSource({ rsid, dataSourceId });
  return (
    <>
      <PageHead title={text("title")} lead={text("lead")} trail={trail} />
      <Loaded query={kept}>{(loaded) => <Mapping key={loaded.version} place={place} kept={loaded} />}</Loaded>
    </>
  );
}

type Place = { readonly rsid: string; readonly dataSourceId: number };

function Mapping({ place, kept }: { place: Place; kept: KeptMapping }) {
  const text = useText(mappingTexts);
  const formats = useFormats();
  const { language } = useUi();
  const [sample, setSample] = useState<Sample | null>(null);
  const [isTooLarge, setIsTooLarge] = useState(false);
  const [draft, setDraft] = useState<FileMapping | null>(kept.mapping);
  const most = formats.bytes(SAMPLE_MAX_BYTES);
  const take = async (file: File) => {
    const read = await readSample(file);
    setIsTooLarge(read === null);
    if (read !== null) setSample(read);
  };
  return (
    <>
      <Card title={text("sample")}>
        <FileDrop
          words={{ drop: text("drop"), choose: sample === null ? text("choose") : text("again"), hint: text("hint", { most }) }}
          sending={false}
          onFiles={([file]) => void take(file)}
        />
        {isTooLarge && <ErrorText>{text("tooLarge", { most })}</ErrorText>}
      </Card>
      {sample === null ? (
        draft !== null && <Editor place={place} kept={kept} draft={draft} onChange={setDraft} preview={undefined} />
      ) : (
        <Looked place={place} kept={kept} sample={sample} draft={draft} onChange={setDraft} language={language} />
      )}
    </>
  );
}

/** Constants that somebody is still typing say nothing yet. */
function withoutBlanks(mapping: FileMapping): FileMapping {
  return { ...mapping, constants: mapping.constants.filter(({ value }) => value !== "") };
}

function Looked({
  place,
  kept,
  sample,
  draft,
  onChange,
  language,
}: {
  place: Place;
  kept: KeptMapping;
  sample: Sample;
  draft: FileMapping | null;
  onChange: (mapping: FileMapping) => void;
  language: "en" | "nl";
}) {
  const text = useText(mappingTexts);
  const settled = useSettled(draft);
  const looked = useQuery(previewQuery(place, { sample, mapping: settled && withoutBlanks(settled) }));
  if (looked.error !== null)
    return (
      <>
        <ErrorText>{describeError(looked.error, language).text}</ErrorText>
        {draft !== null && <Editor place={place} kept={kept} draft={draft} onChange={onChange} preview={undefined} />}
      </>
    );
  if (looked.data === undefined) return <ProgressBar label={text("reading", { name: sample.name })} value={null} />;
  const preview = looked.data;
  if (preview.isOwnFormat)
    return (
      <Banner tone="info" title={text("ownFormat")}>
        {text("ownFormatText")}
      </Banner>
    );
  return (
    <>
      {preview.failure !== null && (
        <Banner tone="bad" title={text("fails")}>
          {describeFileFailure(preview.failure, language)} <code className="r-code">{preview.failure.code}</code>
        </Banner>
      )}
      <Editor place={place} kept={kept} draft={draft ?? preview.mapping} onChange={onChange} preview={preview} />
    </>
  );
}

function Editor({
  place,
  kept,
  draft,
  onChange,
  preview,
}: {
  place: Place;
  kept: KeptMapping;
  draft: FileMapping;
  onChange: (mapping: FileMapping) => void;
  preview: MappingPreview | undefined;
}) {
  const text = useText(mappingTexts);
  const { language } = useUi();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [isEnding, setIsEnding] = useState(false);
  const change = (part: Partial<FileMapping>) => onChange({ ...draft, ...part });
  const save = useMutation({
    mutationFn: (mapping: FileMapping | null) => ask(saveMapping, { params: place, body: { mapping, version: kept.version } }),
    onSuccess(saved) {
      queryClient.setQueryData(mappingQuery(place).queryKey, saved);
      toast.say(text(saved.mapping === null ? "ended" : "saved"));
    },
  });
  const hasDate = draft.columns.some(({ to }) => to?.toLowerCase() === "date") || draft.constants.some(({ to }) => to.toLowerCase() === "date");
  const isReady = hasDate && draft.constants.every(({ to, value }) => to !== "" && value.trim() !== "");
  return (
    <>
      <WrittenCard mapping={draft} preview={preview} onChange={change} />
      <ColumnsCard mapping={draft} preview={preview} onChange={change} />
      <ConstantsCard mapping={draft} onChange={change} />
      {preview !== undefined && <PreviewCard preview={preview} />}
      <div className="hq-mapping-end">
        <Button variant="primary" busy={save.isPending} disabled={!isReady} onClick={() => save.mutate(draft)}>
          {text("save")}
        </Button>
        {kept.mapping !== null && <Button onClick={() => setIsEnding(true)}>{text("end")}</Button>}
        {!hasDate && <span className="r-small r-muted">{text("needDate")}</span>}
      </div>
      {save.error !== null && <ErrorText>{describeError(save.error, language).text}</ErrorText>}
      <ConfirmDialog
        open={isEnding}
        onOpenChange={setIsEnding}
        title={text("endTitle")}
        text={text("endText")}
        confirmLabel={text("end")}
        cancelLabel={text("keep")}
        onConfirm={() => {
          setIsEnding(false);
          save.mutate(null);
        }}
      />
    </>
  );
}
