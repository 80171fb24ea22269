import { describeError, usePreferences, useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { Segment } from "@rapport/contract/reporting";
import { Banner, Button, Card, ConfirmDialog, EmptyState, Loaded, TextField } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useRef, useState, type ReactNode } from "react";
import { UnsavedGuard } from "../records/unsaved-guard.tsx";
import { useNamedSubjects } from "../reports/named.ts";
import { PageHead } from "../shell/page-head.tsx";
import { sessionQuery } from "../session/session-query.ts";
import { suitesQuery } from "../suites/queries.ts";
import { useSuite } from "../suites/suite-time.ts";
import { Builder } from "./builder.tsx";
import { Counts } from "./counts.tsx";
import { DefinitionText } from "./definition-text.tsx";
import { segmentQuery } from "./queries.ts";
import { drawn, emptySketch, isComplete, sketchOf, type Sketch } from "./sketch.ts";
import { useActions } from "./use-actions.ts";
import "./segments.css";
import { segmentTexts } from "./texts.ts";

export function NewSegmentPage() {
  const { rsid } = useParams({ from: "/signed-in/segments/$rsid/new" });
  const suite = useSuite(rsid);
  return <OfSuite suite={suite}>{(known) => <Editor suite={known} segment={null} />}</OfSuite>;
}

export function SegmentPage() {
  const { rsid, segmentId } = useParams({ from: "/signed-in/segments/$rsid/$segmentId" });
  const suite = useSuite(rsid);
  const segment = useQuery(segmentQuery(segmentId));
  return (
    <Loaded query={segment}>
      {(found) => <OfSuite suite={found.rsid === rsid ? suite : undefined}>{(known) => <Editor key={found.version} suite={known} segment={found} />}</OfSuite>}
    </Loaded>
  );
}

/** For an address with a suite that there is not, or that the segment does not belong to, says so. */
function OfSuite({ suite, children }: { suite: ReportSuite | undefined; children: (suite: ReportSuite) => ReactNode }) {
  const text = useText(segmentTexts);
  const suites = useQuery(suitesQuery);
  return (
    <Loaded query={suites}>
      {() => (suite === undefined ? <EmptyState icon="alert" title={text("noSuch")} text={text("noSuchText")} /> : children(suite))}
    </Loaded>
  );
}

function Editor({ suite, segment }: { suite: ReportSuite; segment: Segment | null }) {
  const text = useText(segmentTexts);
  const { language } = usePreferences().appearance;
  const subjects = useNamedSubjects(suite);
  const [start] = useState<Sketch>(() => (segment === null ? emptySketch() : sketchOf(segment)));
  const [sketch, setSketch] = useState(start);
  const [showsFaults, setShowsFaults] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const isLeaving = useRef(false);
  const { save, remove } = useActions({ suite, segment, leave: () => (isLeaving.current = true) });
  const maySave = useQuery(sessionQuery).data?.permissions.includes("report.save") === true && segment?.deleted !== true;
  const isReady = isComplete(sketch) && sketch.name.trim() !== "";
  const error = save.error ?? remove.error;
  const submit = () => {
    setShowsFaults(true);
    if (isReady && sketch.definition !== null) save.mutate({ name: sketch.name, description: sketch.description, definition: sketch.definition });
  };
  return (
    <>
      <UnsavedGuard isUnsaved={() => sketch !== start && !isLeaving.current} />
      <PageHead
        title={segment?.name ?? text("create")}
        trail={[
          {
            key: "segments",
            link: (
              <Link to="/segments" search={{ suite: suite.rsid }}>
                {text("title")}
              </Link>
            ),
          },
        ]}
      >
        {segment !== null && (
          <>
            <Link className="r-button" to="/reports" search={{ suite: suite.rsid, segments: [segment.id] }}>
              {text("use")}
            </Link>
            {maySave && <Button onClick={() => setDeleting(true)}>{text("remove")}</Button>}
          </>
        )}
        {maySave && (
          <Button variant="primary" busy={save.isPending} onClick={submit}>
            {text("save")}
          </Button>
        )}
      </PageHead>
      {segment?.deleted === true && <Banner tone="warn">{text("isDeleted")}</Banner>}
      {error !== null && <Banner tone="bad">{describeError(error, language).text}</Banner>}
      <Card title={text("what")}>
        <div className="hq-segment-names">
          <TextField
            label={text("name")}
            value={sketch.name}
            maxLength={200}
            autoComplete="off"
            error={showsFaults && sketch.name.trim() === "" ? text("nameNeeded") : undefined}
            onChange={({ target }) => setSketch({ ...sketch, name: target.value })}
          />
          <TextField
            label={text("description")}
            value={sketch.description}
            maxLength={1000}
            autoComplete="off"
            onChange={({ target }) => setSketch({ ...sketch, description: target.value })}
          />
        </div>
        {sketch.kind === "drawn" ? (
          <Builder
            draft={sketch.draft}
            subjects={subjects}
            showsFaults={showsFaults}
            onChange={(draft) => setSketch((before) => ({ ...before, ...drawn(draft) }))}
          />
        ) : (
          <DefinitionText sketch={sketch} onChange={setSketch} />
        )}
      </Card>
      <Counts rsid={suite.rsid} definition={isComplete(sketch) ? sketch.definition : null} />
      <ConfirmDialog
        title={text("removeTitle")}
        text={text("removeText")}
        confirmLabel={text("remove")}
        cancelLabel={text("cancel")}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        open={deleting}
        onOpenChange={setDeleting}
      />
    </>
  );
}
