import { useText } from "@rapport/app-shell";
import type { SetUpGap, SetUpStep } from "@rapport/contract/clienteling";
import { Button, Card, Loaded, Select, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { entitiesQueryFor, type OwnEntity } from "../legal-entities/queries.ts";
import "./guide.css";
import { guideQuery } from "./queries.ts";
import { rightMissing } from "../navigation.ts";
import { sessionQuery } from "../session/session-query.ts";
import { StepLink, StoresLink } from "./step-link.tsx";
import { StepMark } from "./step-mark.tsx";
import { guideTexts } from "./texts.ts";

/** The nine steps of setting up clienteling in one legal entity, each with its state now (OG10). Nothing is ticked by hand. */
export function GuideCard() {
  const { legalEntity } = useSearch({ from: "/signed-in" });
  const entities = useQuery(entitiesQueryFor("organisation.manage")).data ?? [];
  const chosen = entities.find(({ code }) => code === legalEntity) ?? entities[0];
  return chosen === undefined ? null : <GuideOf key={chosen.code} entities={entities} chosen={chosen} />;
}

function GuideOf({ entities, chosen }: { entities: readonly OwnEntity[]; chosen: OwnEntity }) {
  const text = useText(guideTexts);
  const formats = useFormats();
  const steps = useQuery(guideQuery(chosen.code));
  const done = steps.data?.filter(({ state }) => state === "done").length ?? 0;
  const isWhole = steps.data?.every(({ state }) => state !== "open") === true;
  const [shows, setShows] = useState<boolean>();
  const isOpen = shows ?? !isWhole;
  return (
    <Card title={text("title")} actions={entities.length > 1 && <EntityPicker entities={entities} chosen={chosen} />}>
      <Loaded query={steps} isEmpty={(all) => all.length === 0} empty={null}>
        {(all) => (
          <>
            <div className="hq-guide-progress">
              <progress className="r-progress-bar" value={done} max={all.length} aria-label={text("title")} />
              <p className="r-muted">{isWhole ? text("whole") : text("progress", { done: formats.number(done), steps: formats.number(all.length) })}</p>
              {isWhole && (
                <Button variant="quiet" aria-expanded={isOpen} onClick={() => setShows(!isOpen)}>
                  {text(isOpen ? "hide" : "show")}
                </Button>
              )}
            </div>
            {isOpen && (
              <ol className="hq-guide">
                {all.map((step) => (
                  <Step key={step.step} step={step} legalEntity={chosen.code} />
                ))}
              </ol>
            )}
          </>
        )}
      </Loaded>
    </Card>
  );
}

function EntityPicker({ entities, chosen }: { entities: readonly OwnEntity[]; chosen: OwnEntity }) {
  const text = useText(guideTexts);
  const navigate = useNavigate();
  return (
    <Select
      label={text("legalEntity")}
      hideLabel
      value={chosen.code}
      onChange={(event) => void navigate({ to: ".", search: (before) => ({ ...before, legalEntity: event.target.value }) })}
      options={entities.map(({ code, name }) => ({ value: code, label: name }))}
    />
  );
}

function Step({ step: { step, state, gaps }, legalEntity }: { step: SetUpStep; legalEntity: string }) {
  const text = useText(guideTexts);
  const say = useGap();
  const permissions = useQuery(sessionQuery).data?.permissions ?? [];
  // The other steps need the right with which somebody sees the guide.
  const asksFor = step === "feature" ? "/features" : step === "publishing" ? "/unpublished-changes" : undefined;
  const isTheirs = asksFor === undefined || rightMissing(asksFor, permissions) === undefined;
  const label = text(`steps.${step}`);
  return (
    <li data-state={state}>
      <StepMark isDone={state === "done"} />
      <div>
        <p>
          <span className="r-hidden">{text(`states.${state}`)}</span> {isTheirs ? <StepLink step={step} legalEntity={legalEntity} label={label} /> : label}
          {state === "optional" && <span className="r-small r-muted"> · {text("optional")}</span>}
        </p>
        {!isTheirs && state !== "done" && <p className="r-small r-muted">{text(step === "feature" ? "others.feature" : "others.publishing")}</p>}
        {gaps.length > 0 && <p className="r-small r-muted">{gaps.map(say).join(" ")}</p>}
        {step === "buttons" && (
          <p className="r-small hq-guide-more">
            <StoresLink legalEntity={legalEntity} label={text("giveLayout")} />
          </p>
        )}
      </div>
    </li>
  );
}

function useGap(): (gap: SetUpGap) => string {
  const text = useText(guideTexts);
  const formats = useFormats();
  return ({ code, count = 0, day }) => {
    switch (code) {
      case "feature_scheduled":
        return text("gaps.feature_scheduled", { day: day === undefined ? "" : formats.longDate(day) });
      case "nobody_signs_in":
      case "stores_without_button":
      case "stores_never_published":
      case "unpublished_changes":
        return text(`gaps.${code}`, { count, formatted: formats.number(count) });
      default:
        return text(`gaps.${code}`);
    }
  };
}
