import { usePreferences, useText } from "@rapport/app-shell";
import { Role, ROLES } from "@rapport/contract";
import type { NewUser } from "@rapport/contract/access";
import { Button, ErrorText, IconButton, Select } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { entitiesQueryFor } from "../legal-entities/queries.ts";
import { userTexts } from "./texts.ts";

type Given = z.input<typeof NewUser>["roles"];

/** A line for each role with its legal entity. */
export function RolesField({ roles, error, onRoles }: { roles: Given; error: string | undefined; onRoles: (roles: Given) => void }) {
  const text = useText(userTexts);
  const { appearance } = usePreferences();
  const entities = useQuery(entitiesQueryFor("user.manage"));
  const replace = (index: number, change: Partial<Given[number]>) => onRoles(roles.map((one, i) => (i === index ? { ...one, ...change } : one)));
  return (
    <fieldset className="r-check-group">
      <legend className="r-label">{text("roles")}</legend>
      {roles.map(({ role, legalEntity }, index) => (
        // Only its place identifies a line.
        // oxlint-disable-next-line react/no-array-index-key -- two lines may say the same while they are filled in
        <div key={index} className="hq-role-line">
          <Select
            label={text("role", { number: index + 1 })}
            hint={ROLES[role].purpose[appearance.language]}
            value={role}
            onChange={(event) => replace(index, { role: Role.parse(event.target.value) })}
            options={Role.options.map((value) => ({ value, label: ROLES[value].words[appearance.language] }))}
          />
          <Select
            label={text("where", { number: index + 1 })}
            value={legalEntity ?? ""}
            // The server listed these codes.
            onChange={(event) => replace(index, { legalEntity: entities.data?.find(({ code }) => code === event.target.value)?.code ?? null })}
            options={[
              { value: "", label: text("everywhere") },
              ...(entities.data ?? []).map(({ code, name }) => ({ value: code as string, label: `${name} (${code})` })),
            ]}
          />
          {roles.length > 1 && (
            <IconButton label={text("removeRole", { number: index + 1 })} icon="close" onClick={() => onRoles(roles.filter((_, i) => i !== index))} />
          )}
        </div>
      ))}
      <div>
        <Button variant="quiet" icon="plus" onClick={() => onRoles([...roles, { role: "reader", legalEntity: null }])}>
          {text("addRole")}
        </Button>
      </div>
      <ErrorText>{error}</ErrorText>
    </fieldset>
  );
}
