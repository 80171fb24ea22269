import { useText } from "@rapport/app-shell";
import { type Operation, OPERATIONS } from "@rapport/contract/organisation";
import { Select } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useOperationWords } from "../permission-groups/operation-words.ts";
import { groupQueries } from "../permission-groups/queries.ts";
import { workerTexts } from "./texts.ts";

export interface Rights {
  /** Empty without a group. */
  readonly permissionGroup: string;
  readonly operations: readonly Operation[];
  readonly withheld: readonly Operation[];
}

/** A worker's permission group, and for each operation whether the group decides it (OG7). */
export function RightsFields({ legalEntity, rights, onRights }: { legalEntity: string; rights: Rights; onRights: (rights: Rights) => void }) {
  const text = useText(workerTexts);
  const words = useOperationWords();
  const groups = useQuery(groupQueries.listQuery(legalEntity)).data?.rows ?? [];
  const chosen = groups.find(({ code }) => code === rights.permissionGroup);
  const put = (operation: Operation, how: string) =>
    onRights({
      ...rights,
      operations: OPERATIONS.filter((one) => (one === operation ? how === "given" : rights.operations.includes(one))),
      withheld: OPERATIONS.filter((one) => (one === operation ? how === "taken" : rights.withheld.includes(one))),
    });
  return (
    <>
      <Select
        label={text("group")}
        value={rights.permissionGroup}
        onChange={({ target }) => onRights({ ...rights, permissionGroup: target.value })}
        options={[
          { value: "", label: text("noGroup") },
          // A group that is out of use is offered only if it is chosen already.
          ...groups
            .filter(({ active, code }) => active || code === rights.permissionGroup)
            .map(({ active, code, name }) => ({ value: code as string, label: active ? name : text("groupOut", { name }) })),
        ]}
      />
      <fieldset className="r-check-group hq-rights">
        <legend className="r-label">{text("overrides")}</legend>
        <p className="r-hint">{text("overridesHint")}</p>
        {OPERATIONS.map((operation) => (
          <Select
            key={operation}
            label={words(operation)}
            value={rights.operations.includes(operation) ? "given" : rights.withheld.includes(operation) ? "taken" : ""}
            onChange={({ target }) => put(operation, target.value)}
            options={[
              { value: "", label: text(chosen?.active === true && chosen.operations.includes(operation) ? "byGroupYes" : "byGroupNo") },
              { value: "given", label: text("given") },
              { value: "taken", label: text("taken") },
            ]}
          />
        ))}
      </fieldset>
    </>
  );
}
