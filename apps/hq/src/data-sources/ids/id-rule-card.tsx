import { ask, describeError, useText } from "@rapport/app-shell";
import { applyIdRule, IdRule, takeBackIdRule, tryIdRule, type IdRuleChange, type IdRuleTrial } from "@rapport/contract/data-sources";
import { Banner, Button, Card, Checkbox, ConfirmDialog, DataTable, Loaded, Select, TextField, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSuite, useSuiteFormats } from "../../suites/suite-time.ts";
import { idRuleQuery, placeOf } from "./queries.ts";
import { TrialOfRule } from "./trial-of-rule.tsx";
import { idsTexts } from "./texts.ts";
import type { SourcePlace } from "../source-place.ts";

/** How a source's transaction ids are read: as it is, what another way would do, and the changes so far (UL3 to UL5). */
export function IdRuleCard({ place }: { place: SourcePlace }) {
  const text = useText(idsTexts);
  const query = useQuery(idRuleQuery(place));
  const said = useSaid();
  return (
    <Card title={text("rule.title")}>
      <Loaded query={query}>
        {({ rule, changes }) => (
          <div className="r-stack">
            <p>{said(rule)}</p>
            <TryRule key={JSON.stringify(rule)} place={place} held={rule} holds={changes.some(({ state }) => state === "applied")} />
            {changes.length > 0 && <Changes place={place} changes={changes} />}
          </div>
        )}
      </Loaded>
    </Card>
  );
}

/** A rule in words. */
function useSaid() {
  const text = useText(idsTexts);
  const formats = useFormats();
  return (rule: IdRule) => {
    const parts = [
      rule.blanks === "left_out" && text("rule.said.blanks"),
      rule.removePrefix !== "" && text("rule.said.removePrefix", { prefix: rule.removePrefix }),
      rule.zeros === "left_out" && text("rule.said.zeros"),
      rule.letters !== "kept" && text(`rule.said.${rule.letters}`),
      rule.addPrefix !== "" && text("rule.said.addPrefix", { prefix: rule.addPrefix }),
    ].filter((part) => typeof part === "string");
    const all = formats.list(parts);
    return parts.length === 0 ? text("rule.plain") : `${all.slice(0, 1).toUpperCase()}${all.slice(1)}.`;
  };
}

/** While a change holds, ids that came are not as their files have them, so only later files can be read in another way. */
function TryRule({ place, held, holds }: { place: SourcePlace; held: IdRule; holds: boolean }) {
  const text = useText(idsTexts);
  const { language } = useUi();
  const [rule, setRule] = useState(held);
  const trial = useMutation({ mutationFn: (tried: IdRule) => ask(tryIdRule, { params: placeOf(place), body: { rule: tried } }) });
  const change = (changed: Partial<IdRule>) => {
    setRule({ ...rule, ...changed });
    trial.reset();
  };
  return (
    <details className="hq-more">
      <summary>{text("rule.try")}</summary>
      <div className="r-stack">
        <div className="hq-settings">
          <TextField
            label={text("rule.removePrefix")}
            value={rule.removePrefix}
            maxLength={40}
            onChange={({ target }) => change({ removePrefix: target.value })}
          />
          <TextField label={text("rule.addPrefix")} value={rule.addPrefix} maxLength={40} onChange={({ target }) => change({ addPrefix: target.value })} />
          <Select
            label={text("rule.letters")}
            value={rule.letters}
            onChange={({ target }) => change({ letters: IdRule.shape.letters.parse(target.value) })}
            options={(["kept", "lower", "upper"] as const).map((value) => ({ value, label: text(`rule.letters.${value}`) }))}
          />
        </div>
        <Checkbox
          label={text("rule.zeros")}
          checked={rule.zeros === "left_out"}
          onChange={({ target }) => change({ zeros: target.checked ? "left_out" : "kept" })}
        />
        <Checkbox
          label={text("rule.blanks")}
          checked={rule.blanks === "left_out"}
          onChange={({ target }) => change({ blanks: target.checked ? "left_out" : "kept" })}
        />
        {holds ? (
          <>
            <p className="r-small r-muted">{text("rule.holds")}</p>
            <ApplyRule place={place} rule={rule} changing={NOTHING} />
          </>
        ) : (
          <div>
            <Button busy={trial.isPending} onClick={() => trial.mutate(rule)}>
              {text("trial.count")}
            </Button>
          </div>
        )}
        <div aria-live="polite" className="r-stack">
          {trial.error !== null && <Banner tone="bad" title={describeError(trial.error, language).text} />}
          {!holds && trial.data !== undefined && (
            <>
              <TrialOfRule trial={trial.data} />
              <ApplyRule place={place} rule={rule} changing={unambiguous(trial.data)} />
            </>
          )}
        </div>
      </div>
    </details>
  );
}

const NOTHING = { ids: 0, rows: 0 };
const unambiguous = ({ changed, ambiguous }: IdRuleTrial) => ({ ids: changed.ids - ambiguous.ids, rows: changed.rows - ambiguous.rows });

/** @param changing what waits and would change too, if wished */
function ApplyRule({ place, rule, changing }: { place: SourcePlace; rule: IdRule; changing: { readonly ids: number; readonly rows: number } }) {
  const text = useText(idsTexts);
  const formats = useFormats();
  const toast = useToast();
  const { language } = useUi();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [waiting, setWaiting] = useState(changing.ids > 0);
  const apply = useMutation({
    mutationFn: () => ask(applyIdRule, { params: placeOf(place), body: { rule, waiting: waiting && changing.ids > 0 } }),
    async onSuccess(answer) {
      toast.say(text("apply.done"));
      queryClient.setQueryData(idRuleQuery(place).queryKey, answer);
      await queryClient.invalidateQueries({ queryKey: ["unlinked-ids"] });
    },
    onError: (error) => toast.warn(describeError(error, language).text),
  });
  return (
    <div className="r-stack">
      {changing.ids > 0 && (
        <Checkbox
          label={text("apply.waiting", { ids: formats.number(changing.ids), rows: formats.number(changing.rows) })}
          checked={waiting}
          onChange={({ target }) => setWaiting(target.checked)}
        />
      )}
      <div>
        <Button variant="primary" busy={apply.isPending} onClick={() => setAsking(true)}>
          {text("apply.button")}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={text("apply.title")}
        text={text("apply.text")}
        confirmLabel={text("apply.confirm")}
        cancelLabel={text("apply.cancel")}
        onConfirm={() => {
          setAsking(false);
          apply.mutate();
        }}
        tone="primary"
      />
    </div>
  );
}

function Changes({ place, changes }: { place: SourcePlace; changes: readonly IdRuleChange[] }) {
  const text = useText(idsTexts);
  const formats = useFormats();
  const said = useSaid();
  const times = useSuiteFormats(useSuite(place.rsid)?.timeZone ?? "UTC");
  const newest = changes.find(({ state }) => state === "applied");
  const isBusy = changes.some(({ state }) => state === "applying" || state === "taking_back");
  return (
    <DataTable
      narrow="stack"
      caption={text("changes.title")}
      rows={changes}
      rowKey={({ id }) => String(id)}
      columns={[
        { key: "at", header: text("changes.at"), isRowHeader: true, cell: ({ at }) => <span className="r-num hq-whole">{times.dateTime(at)}</span> },
        { key: "rule", header: text("changes.rule"), cell: ({ rule }) => said(rule) },
        {
          key: "waiting",
          header: text("changes.waiting"),
          cell: ({ waiting, ids, rows, linked }) =>
            waiting
              ? text("changes.did", { ids: formats.number(ids), rows: formats.number(rows), linked: formats.number(linked) })
              : text("changes.notWaiting"),
        },
        {
          key: "state",
          header: text("changes.state"),
          cell: (change) => (
            <span className="r-row">
              {text(change.state === "applied" && change !== newest ? "changes.older" : `changes.${change.state}`)}
              {change === newest && !isBusy && <TakeBack place={place} change={change} />}
            </span>
          ),
        },
      ]}
    />
  );
}

function TakeBack({ place, change }: { place: SourcePlace; change: IdRuleChange }) {
  const text = useText(idsTexts);
  const toast = useToast();
  const { language } = useUi();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const back = useMutation({
    mutationFn: () => ask(takeBackIdRule, { params: { ...placeOf(place), changeId: change.id } }),
    async onSuccess(answer) {
      queryClient.setQueryData(idRuleQuery(place).queryKey, answer);
      await queryClient.invalidateQueries({ queryKey: ["unlinked-ids"] });
    },
    onError: (error) => toast.warn(describeError(error, language).text),
  });
  return (
    <>
      <Button variant="quiet" icon="undo" busy={back.isPending} onClick={() => setAsking(true)}>
        {text("changes.back")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={text("changes.backTitle")}
        text={text("changes.backText")}
        confirmLabel={text("changes.back")}
        cancelLabel={text("changes.keep")}
        onConfirm={() => {
          setAsking(false);
          back.mutate();
        }}
      />
    </>
  );
}
