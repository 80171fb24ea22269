import { ask, usePreferences, useText } from "@rapport/app-shell";
import { ROLES } from "@rapport/contract";
import { changeUser, getUser, inviteUser, NewUser, type PasswordLink, type User } from "@rapport/contract/access";
import { Loaded, Tag, TextField, useFormats } from "@rapport/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import { useBackToList } from "../records/back-to-list.ts";
import { RecordForm } from "../records/record-form.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { LinkOnce } from "./link-once.tsx";
import { userQuery, USERS_KEY } from "./queries.ts";
import { RolesField } from "./roles-field.tsx";
import { userTexts } from "./texts.ts";
import "./users.css";

const Changed = NewUser.omit({ email: true });

/** Invites a person, and shows the link with which they choose a password once. */
export function NewUserPage() {
  const text = useText(userTexts);
  const { goBack, trail, refresh, toldRoles } = useUserForm();
  const [made, setMade] = useState<{ user: User; link: PasswordLink } | null>(null);
  return (
    <>
      <PageHead title={text("inviteTitle")} trail={trail} />
      <RecordForm
        schema={NewUser}
        labels={{ email: text("email"), name: text("name"), roles: text("roles") }}
        told={toldRoles}
        start={{ email: "", name: "", roles: [{ role: "reader", legalEntity: null }] }}
        saved={undefined}
        save={async (body) => setMade(await ask(inviteUser, { body }))}
        // A new person has no earlier version that somebody else could have saved.
        newest={() => Promise.reject(new Error("somebody new has no version"))}
        onSaved={refresh}
        onCancel={() => void goBack()}
      >
        {(form) => (
          <>
            <TextField label={text("email")} type="email" autoComplete="off" {...form.field("email")} />
            <TextField label={text("name")} autoComplete="off" {...form.field("name")} />
            <RolesField roles={form.value("roles")} error={form.field("roles").error} onRoles={(roles) => form.set("roles", roles)} />
          </>
        )}
      </RecordForm>
      {made !== null && <LinkOnce {...made} onClose={() => void goBack()} />}
    </>
  );
}

/** Changes a person's name and roles. */
export function UserPage() {
  const { userId } = useParams({ from: "/signed-in/users/of/$userId" });
  return <Loaded query={useQuery(userQuery(userId))}>{(user) => <Fields key={userId} opened={user} />}</Loaded>;
}

function Fields({ opened }: { opened: User }) {
  const text = useText(userTexts);
  const formats = useFormats();
  const { goBack, trail, refresh, toldRoles } = useUserForm();
  // The form keeps what it was opened with.
  const [user] = useState(opened);
  const { id, name, email, state, lastSignInAt, saved } = user;
  const params = { userId: id };
  return (
    <>
      <PageHead
        title={name}
        trail={trail}
        facts={
          <>
            <Tag>{text(`state.${state}`)}</Tag>
            <span className="r-muted r-small">
              {email} · {text("signedIn")}: {lastSignInAt === null ? text("never") : formats.dateTime(lastSignInAt)}
            </span>
          </>
        }
      />
      <RecordForm
        schema={Changed}
        labels={{ name: text("name"), roles: text("roles") }}
        told={toldRoles}
        start={valuesOf(user)}
        saved={saved}
        save={(body, version) => ask(changeUser, { params, query: { version }, body })}
        newest={async () => {
          const newest = await ask(getUser, { params });
          return { values: valuesOf(newest), saved: newest.saved };
        }}
        onSaved={async () => {
          await refresh();
          await goBack();
        }}
        onCancel={() => void goBack()}
      >
        {(form) => (
          <>
            <TextField label={text("name")} autoComplete="off" {...form.field("name")} />
            <RolesField roles={form.value("roles")} error={form.field("roles").error} onRoles={(roles) => form.set("roles", roles)} />
          </>
        )}
      </RecordForm>
    </>
  );
}

function valuesOf({ name, roles }: User): z.input<typeof Changed> {
  return { name, roles };
}

/** What both forms share: the list above them, and roles in words. */
function useUserForm() {
  const text = useText(userTexts);
  const { appearance } = usePreferences();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { search } = useBackToList("/users");
  const rolesInWords = (roles: z.input<typeof NewUser>["roles"]) =>
    roles.map(({ role, legalEntity }) => `${ROLES[role].words[appearance.language]} · ${legalEntity ?? text("everywhere")}`).join(", ");
  return {
    goBack: () => navigate({ to: "/users", search }),
    refresh: () => queryClient.invalidateQueries({ queryKey: [USERS_KEY] }),
    trail: [
      {
        key: "users",
        link: (
          <Link to="/users" search={search}>
            {text("title")}
          </Link>
        ),
      },
    ],
    toldRoles: (field: string, value: unknown) => (field === "roles" ? rolesInWords(value as z.input<typeof NewUser>["roles"]) : undefined),
  };
}
