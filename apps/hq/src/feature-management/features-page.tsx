import { usePreferences, useText } from "@rapport/app-shell";
import { FEATURES } from "@rapport/contract/features";
import { Card, DataTable, EmptyState, type IconName, Loaded, Tabs, Tag, type Tone, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ExportButton } from "../records/export-button.tsx";
import { ImportLink } from "../lists/import-link.tsx";
import { sessionQuery } from "../session/session-query.ts";
import { PageHead } from "../shell/page-head.tsx";
import { FeatureAttention } from "./feature-attention.tsx";
import { FEATURE_TABS } from "./search.ts";
import { EnableAll } from "./enable-all.tsx";
import { FeatureActions } from "./feature-actions.tsx";
import "./features.css";
import { type Attention, featuresQuery, type ShownFeature } from "./queries.ts";
import { featureTexts } from "./texts.ts";

type Tab = (typeof FEATURE_TABS)[number];

const IN: Readonly<Record<Tab, (feature: ShownFeature) => boolean>> = {
  new: ({ isNew }) => isNew,
  off: ({ state }) => state === "off" || state === "cannot",
  scheduled: ({ decided }) => decided === "scheduled",
  all: () => true,
};

/** Which features are on (R69), and switching them. */
export function FeaturesPage() {
  const text = useText(featureTexts);
  const navigate = useNavigate();
  const { tab = "all" } = useSearch({ from: "/signed-in/features" });
  const mayChange = useQuery(sessionQuery).data?.permissions.includes("feature.manage") === true;
  const query = useQuery(featuresQuery);
  return (
    <>
      <PageHead title={text("title")} lead={text("lead")}>
        <div className="r-row">
          {mayChange && query.data !== undefined && <EnableAll features={query.data.features} />}
          {mayChange && <ImportLink list="features" />}
          {query.data !== undefined && <SaveFeatures features={query.data.features.filter(IN[tab])} attention={query.data.attention} />}
        </div>
      </PageHead>
      <Card>
        {!mayChange && <p className="r-muted">{text("viewer")}</p>}
        <Loaded query={query}>
          {({ features, timeZone, attention }) => (
            <Tabs
              label={text("title")}
              chosen={tab}
              onChosen={(chosen) =>
                void navigate({ to: "/features", search: (before) => ({ ...before, tab: chosen === "all" ? undefined : chosen }), replace: true })
              }
              tabs={FEATURE_TABS.map((id) => {
                const shown = features.filter(IN[id]);
                return {
                  id,
                  title: text("counted", { tab: text(`tab.${id}`), count: shown.length }),
                  panel:
                    shown.length === 0 ? (
                      <EmptyState icon="check" title={text(`none.${id}`)} />
                    ) : (
                      <FeatureTable features={shown} attention={attention} timeZone={timeZone} mayChange={mayChange} />
                    ),
                };
              })}
            />
          )}
        </Loaded>
      </Card>
    </>
  );
}

const LOOKS: Readonly<Record<ShownFeature["state"], { icon: IconName; tone: Tone } | { tone: Tone }>> = {
  on: { icon: "check", tone: "good" },
  off: { tone: "neutral" },
  scheduled: { icon: "calendar", tone: "info" },
  mandatory: { icon: "lock", tone: "good" },
  cannot: { icon: "close", tone: "bad" },
};

/** The features of the tab that is open. */
function SaveFeatures({ features, attention }: Pick<Shown, "features" | "attention">) {
  const text = useText(featureTexts);
  const { language } = usePreferences().appearance;
  const lacksOf = ({ code }: ShownFeature) =>
    attention.filter(({ feature }) => feature === code).flatMap(({ name, lacks }) => lacks.map((need) => text(`lacks.${need}`, { name })));
  return (
    <ExportButton
      name={text("title")}
      whole={async () => features}
      columns={[
        { header: text("name"), text: ({ name }) => name[language] },
        { header: text("code"), text: ({ code }) => code },
        { header: text("purpose"), text: ({ purpose }) => purpose[language] },
        { header: text("state"), text: (feature) => text(lacksOf(feature).length > 0 ? "state.attention" : `state.${feature.state}`) },
        { header: text("stateCode"), text: ({ state }) => state },
        { header: text("state.attention"), text: (feature) => lacksOf(feature).join("; ") },
        { header: text("enabled"), text: ({ day, enabledAt }) => day ?? enabledAt ?? "" },
        { header: text("added"), text: ({ added }) => added },
        { header: text("release"), text: ({ release }) => text(`release.${release}`) },
        { header: text("module"), text: ({ module }) => module[language] },
        { header: text("comment"), text: ({ comment }) => comment?.text ?? "" },
        { header: text("commenter"), text: ({ comment }) => (comment === null || comment.text === "" ? "" : (comment.saved.by ?? text("aKey"))) },
        { header: text("commented"), text: ({ comment }) => (comment === null || comment.text === "" ? "" : comment.saved.at) },
      ]}
    />
  );
}

interface Shown {
  features: readonly ShownFeature[];
  attention: readonly Attention[];
  timeZone: string;
  mayChange: boolean;
}

function FeatureTable({ features, attention, timeZone, mayChange }: Shown) {
  const text = useText(featureTexts);
  const formats = useFormats();
  const { language } = usePreferences().appearance;
  return (
    <DataTable
      caption={text("title")}
      narrow="stack"
      rows={features}
      rowKey={({ code }) => code}
      columns={[
        {
          key: "name",
          header: text("name"),
          isRowHeader: true,
          cell: ({ code, name, purpose, state, needs, comment }) => (
            <>
              {name[language]}
              <span className="hq-feature-purpose r-muted r-small">{purpose[language]}</span>
              {state === "cannot" && needs !== null && (
                <span className="hq-feature-purpose r-small">{text("needs", { name: FEATURES[needs].name[language] })}</span>
              )}
              <FeatureAttention attention={attention.filter(({ feature }) => feature === code)} />
              {comment !== null && comment.text !== "" && (
                <span className="hq-feature-purpose r-small">
                  {comment.text}
                  <span className="r-muted"> {text("commentBy", { by: comment.saved.by ?? text("aKey"), at: formats.date(comment.saved.at) })}</span>
                </span>
              )}
            </>
          ),
        },
        {
          key: "state",
          header: text("state"),
          cell: ({ code, state }) =>
            attention.some(({ feature }) => feature === code) ? (
              <Tag tone="warn" icon="alert">
                {text("state.attention")}
              </Tag>
            ) : (
              <Tag {...LOOKS[state]}>{text(`state.${state}`)}</Tag>
            ),
        },
        {
          key: "enabled",
          header: text("enabled"),
          cell: ({ day, enabledAt }) => (day !== null ? formats.date(day) : enabledAt === null ? "–" : formats.dateTime(enabledAt)),
        },
        { key: "added", header: text("added"), cell: ({ added }) => formats.date(added) },
        { key: "release", header: text("release"), cell: ({ release }) => text(`release.${release}`) },
        { key: "module", header: text("module"), cell: ({ module }) => module[language] },
        {
          key: "actions",
          header: text("actions"),
          cell: (feature) => <FeatureActions feature={feature} name={feature.name[language]} timeZone={timeZone} mayChange={mayChange} />,
        },
      ]}
    />
  );
}
