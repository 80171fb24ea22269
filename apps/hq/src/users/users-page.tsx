import { useText } from "@rapport/app-shell";
import type { PasswordLink, User } from "@rapport/contract/access";
import { Button, Card, EmptyState, Loaded, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ShownOnce } from "../account/shown-once.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { DeactivateUser } from "./deactivate-user.tsx";
import { ChangeUser, InviteUser } from "./edit-user.tsx";
import { usersQuery } from "./queries.ts";
import { RequireFactor } from "./require-factor.tsx";
import { SignOnRoles } from "./sign-on-roles.tsx";
import { userTexts } from "./texts.ts";
import "./users.css";
import { UsersTable } from "./users-table.tsx";

type Doing =
  | { readonly kind: "nothing" }
  | { readonly kind: "invite" }
  | { readonly kind: "change" | "deactivate"; readonly user: User }
  | { readonly kind: "link"; readonly user: User; readonly link: PasswordLink };

export function UsersPage() {
  const text = useText(userTexts);
  const users = useQuery(usersQuery);
  const [doing, setDoing] = useState<Doing>({ kind: "nothing" });
  const stop = () => setDoing({ kind: "nothing" });
  const showLink = (user: User, link: PasswordLink) => setDoing({ kind: "link", user, link });
  return (
    <>
      <PageHead title={text("title")} lead={text("lead")}>
        <Button variant="primary" icon="plus" onClick={() => setDoing({ kind: "invite" })}>
          {text("invite")}
        </Button>
      </PageHead>
      <Card>
        <Loaded query={users} isEmpty={(all) => all.length === 0} empty={<EmptyState icon="people" title={text("empty")} text={text("emptyText")} />}>
          {(all) => (
            <UsersTable
              users={all}
              onChange={(user) => setDoing({ kind: "change", user })}
              onDeactivate={(user) => setDoing({ kind: "deactivate", user })}
              onLink={showLink}
            />
          )}
        </Loaded>
      </Card>
      <RequireFactor />
      <SignOnRoles />
      {doing.kind === "invite" && <InviteUser onClose={stop} onInvited={showLink} />}
      {doing.kind === "change" && <ChangeUser user={doing.user} onClose={stop} />}
      {doing.kind === "deactivate" && <DeactivateUser user={doing.user} onClose={stop} />}
      {doing.kind === "link" && <Link user={doing.user} link={doing.link} onClose={stop} />}
    </>
  );
}

/** The token comes after `#`, which browsers do not send to servers. */
function Link({ user: { name }, link: { token, expiresAt }, onClose }: { user: User; link: PasswordLink; onClose: () => void }) {
  const text = useText(userTexts);
  const formats = useFormats();
  return (
    <ShownOnce
      title={text("linkTitle", { name })}
      text={text("linkText", { until: formats.dateTime(expiresAt) })}
      label={text("linkLabel")}
      secret={`${window.location.origin}/hq/choose-password#${token}`}
      onClose={onClose}
    />
  );
}
