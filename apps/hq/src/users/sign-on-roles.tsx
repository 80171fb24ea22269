import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { Refusal, Role, ROLES, type CallInput, type Reply } from "@rapport/contract";
import { getSignOnRoles, putSignOnRoles } from "@rapport/contract/sessions";
import { Button, Card, ErrorText, IconButton, Select, TextField, useToast } from "@rapport/ui";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { entitiesQueryFor } from "../legal-entities/queries.ts";
import { UnsavedGuard } from "../records/unsaved-guard.tsx";
import { signOnTexts } from "./sign-on-texts.ts";

const signOnQuery = queryOptions({ queryKey: ["sign-on"], queryFn: () => ask(getSignOnRoles), retry: false });
type SignOn = Reply<typeof getSignOnRoles>;
type Rules = NonNullable<CallInput<typeof putSignOnRoles>["body"]>["roles"];

/** Which value of the provider's claim gives which role. For people who manage the people of all legal entities; others do not see it. */
export function SignOnRoles() {
  const text = useText(signOnTexts);
  const { data } = useQuery(signOnQuery);
  if (data === undefined) return null;
  if (!data.isOn) return <Card title={text("title")}>{<p className="r-muted">{text("off")}</p>}</Card>;
  return (
    <Card title={text("title")}>
      <p className="r-muted">{text("lead", { name: data.name, claim: data.claim })}</p>
      <dl className="hq-sign-on-facts">
        <dt>{text("issuer")}</dt>
        <dd>{data.issuer}</dd>
        <dt>{text("redirect")}</dt>
        <dd>{data.redirectUri}</dd>
      </dl>
      <RulesForm stored={data.roles} version={data.version} />
    </Card>
  );
}

function isOvertaken(error: unknown): boolean {
  return error instanceof Refusal && error.code === "sign_on.roles_meanwhile";
}

function RulesForm({ stored, version }: { stored: SignOn["roles"]; version: string }) {
  const text = useText(signOnTexts);
  const { appearance } = usePreferences();
  const toast = useToast();
  const queryClient = useQueryClient();
  const entities = useQuery(entitiesQueryFor("user.manage"));
  const [rules, setRules] = useState<Rules>(stored);
  // Of the roles that the person saw: their own are saved over no others.
  const [seen, setSeen] = useState(version);
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => ask(putSignOnRoles, { query: { version: seen }, body: { roles: rules } }),
    onSuccess(saved) {
      queryClient.setQueryData(signOnQuery.queryKey, saved);
      setRules(saved.roles);
      setSeen(saved.version);
      setTried(false);
      toast.say(text("saved"));
    },
    async onError(error) {
      if (!isOvertaken(error)) return;
      const { version: newest } = await queryClient.fetchQuery({ ...signOnQuery, staleTime: 0 });
      setSeen(newest);
    },
  });
  const change = (index: number, changed: Partial<Rules[number]>) => setRules(rules.map((rule, at) => (at === index ? { ...rule, ...changed } : rule)));
  const isLacking = ({ value }: Rules[number]) => value.trim() === "";
  return (
    <form
      className="hq-sign-on-rules"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!rules.some(isLacking)) save.mutate();
      }}
    >
      <UnsavedGuard isUnsaved={() => JSON.stringify(rules) !== JSON.stringify(stored)} />
      {rules.length === 0 && <p>{text("none")}</p>}
      {rules.map((rule, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- two lines may say the same while they are filled in
        <div key={index} className="hq-role-line">
          <TextField
            label={text("value", { number: index + 1 })}
            value={rule.value}
            maxLength={200}
            autoComplete="off"
            error={tried && isLacking(rule) ? text("valueNeeded") : undefined}
            onChange={({ target }) => change(index, { value: target.value })}
          />
          <Select
            label={text("role", { number: index + 1 })}
            value={rule.role}
            onChange={({ target }) => change(index, { role: Role.parse(target.value) })}
            options={Role.options.map((value) => ({ value, label: ROLES[value].words[appearance.language] }))}
          />
          <Select
            label={text("where", { number: index + 1 })}
            value={rule.legalEntity ?? ""}
            onChange={({ target }) => change(index, { legalEntity: entities.data?.find(({ code }) => code === target.value)?.code ?? null })}
            options={[
              { value: "", label: text("everywhere") },
              ...(entities.data ?? []).map(({ code, name }) => ({ value: code as string, label: `${name} (${code})` })),
            ]}
          />
          <IconButton label={text("remove", { number: index + 1 })} icon="close" onClick={() => setRules(rules.filter((_, at) => at !== index))} />
        </div>
      ))}
      {save.error !== null && <ErrorText>{describeError(save.error, appearance.language).text}</ErrorText>}
      {isOvertaken(save.error) && (
        <ul>
          {stored.map((rule) => (
            <li key={JSON.stringify(rule)}>
              {text("theirs", { value: rule.value, role: ROLES[rule.role].words[appearance.language], where: rule.legalEntity ?? text("everywhere") })}
            </li>
          ))}
        </ul>
      )}
      <div className="r-row">
        <Button icon="plus" onClick={() => setRules([...rules, { value: "", role: "reader", legalEntity: null }])}>
          {text("add")}
        </Button>
        <Button type="submit" variant="primary" busy={save.isPending}>
          {text("save")}
        </Button>
      </div>
    </form>
  );
}
