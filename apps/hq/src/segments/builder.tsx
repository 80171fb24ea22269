import { useText } from "@rapport/app-shell";
import { Button, Checkbox, Combobox, IconButton, Select, TextField } from "@rapport/ui";
import {
  changed,
  CONTEXTS,
  isAmount,
  needsValue,
  newGroup,
  newRule,
  numberIn,
  operatorsOf,
  type GroupDraft,
  type Join,
  type PartDraft,
  type RuleDraft,
} from "./draft.ts";
import { segmentTexts } from "./texts.ts";

/** What a condition can be about: `variables/page`, `metrics/orders`. */
export interface Subject {
  readonly id: string;
  readonly name: string;
}

const MOST_LEVELS = 3;

/** The conditions of a segment, and groups of them inside each other (SE2, SE8). */
export function Builder({
  draft,
  subjects,
  showsFaults,
  onChange,
}: {
  draft: GroupDraft;
  subjects: readonly Subject[];
  showsFaults: boolean;
  onChange: (draft: GroupDraft) => void;
}) {
  const place = (part: PartDraft, change: PartDraft | null) =>
    onChange(part.id === draft.id && change?.kind === "group" ? change : changed(draft, part.id, () => change));
  return <Group group={draft} level={1} subjects={subjects} showsFaults={showsFaults} onPart={place} />;
}

interface PartProps {
  readonly level: number;
  readonly subjects: readonly Subject[];
  readonly showsFaults: boolean;
  readonly onPart: (part: PartDraft, change: PartDraft | null) => void;
}

function Group({ group, level, subjects, showsFaults, onPart }: PartProps & { group: GroupDraft }) {
  const text = useText(segmentTexts);
  const change = (part: Partial<GroupDraft>) => onPart(group, { ...group, ...part });
  const joins: readonly Join[] = group.context === "hits" ? ["and", "or"] : ["and", "or", "then"];
  return (
    <div className="hq-segment-group">
      <div className="hq-segment-head">
        <Select
          label={text("context")}
          value={group.context}
          onChange={({ target }) => {
            const context = CONTEXTS.find((one) => one === target.value) ?? "hits";
            change({ context, ...(context === "hits" && group.join === "then" ? { join: "and" } : {}) });
          }}
          options={CONTEXTS.map((value) => ({ value, label: text(`contexts.${value}`) }))}
        />
        <Select
          label={text("join")}
          value={group.join}
          onChange={({ target }) => change({ join: joins.find((one) => one === target.value) ?? "and" })}
          options={joins.map((value) => ({ value, label: text(`joins.${value}`) }))}
        />
        <Checkbox label={text("exclude")} checked={group.isExcluded} onChange={({ target }) => change({ isExcluded: target.checked })} />
      </div>
      <ol className="hq-segment-parts">
        {group.parts.map((part, index) => (
          <li key={part.id}>
            {part.kind === "rule" ? (
              <Rule rule={part} subjects={subjects} showsFaults={showsFaults} onChange={(next) => onPart(part, next)} />
            ) : (
              <fieldset className="hq-segment-inner">
                <legend className="r-small r-muted">{text("group", { number: index + 1 })}</legend>
                <Group group={part} level={level + 1} subjects={subjects} showsFaults={showsFaults} onPart={onPart} />
              </fieldset>
            )}
            {group.parts.length > 1 && (
              <IconButton
                icon="close"
                label={text(part.kind === "rule" ? "removeRule" : "removeGroup", { number: index + 1 })}
                onClick={() => onPart(part, null)}
              />
            )}
          </li>
        ))}
      </ol>
      <div className="r-row">
        <Button variant="quiet" icon="plus" onClick={() => change({ parts: [...group.parts, newRule()] })}>
          {text("addRule")}
        </Button>
        {level < MOST_LEVELS && (
          <Button variant="quiet" icon="plus" onClick={() => change({ parts: [...group.parts, newGroup("hits")] })}>
            {text("addGroup")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Rule({
  rule,
  subjects,
  showsFaults,
  onChange,
}: {
  rule: RuleDraft;
  subjects: readonly Subject[];
  showsFaults: boolean;
  onChange: (rule: RuleDraft) => void;
}) {
  const text = useText(segmentTexts);
  const { of, operator, value } = rule;
  // A segment may be about a variable that the suite does not name.
  const known = subjects.some(({ id }) => id === of) ? subjects : [...subjects, { id: of, name: of }];
  return (
    <div className="hq-segment-rule">
      <Combobox
        label={text("of")}
        value={of}
        onValue={(next) =>
          onChange(isAmount(next) === isAmount(of) ? { ...rule, of: next } : { ...rule, of: next, operator: operatorsOf(next)[0] ?? operator, value: "" })
        }
        options={known.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Select
        label={text("operator")}
        value={operator}
        onChange={({ target }) => onChange({ ...rule, operator: operatorsOf(of).find((one) => one === target.value) ?? operator })}
        options={operatorsOf(of).map((one) => ({ value: one, label: text(`operators.${one}`) }))}
      />
      {needsValue(operator) && (
        <TextField
          label={text("value")}
          value={value}
          autoComplete="off"
          {...(isAmount(of) && { inputMode: "decimal" as const })}
          error={
            showsFaults && value.trim() === ""
              ? text("valueNeeded")
              : isAmount(of) && value.trim() !== "" && numberIn(value) === null
                ? text("noNumber")
                : undefined
          }
          onChange={({ target }) => onChange({ ...rule, value: target.value })}
        />
      )}
    </div>
  );
}
