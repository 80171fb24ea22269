import { useText } from "@rapport/app-shell";
import type { PasswordLink, User } from "@rapport/contract/access";
import { Card } from "@rapport/ui";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { PageHead } from "../shell/page-head.tsx";
import { DeactivateUser } from "./deactivate-user.tsx";
import { LinkOnce } from "./link-once.tsx";
import { RequireFactor } from "./require-factor.tsx";
import { SignOnRoles } from "./sign-on-roles.tsx";
import { userTexts } from "./texts.ts";
import "./users.css";
import { UsersTable } from "./users-table.tsx";

type Doing =
  | { readonly kind: "nothing" }
  | { readonly kind: "deactivate"; readonly user: User }
  | { readonly kind: "link"; readonly user: User; readonly link: PasswordLink };

export function UsersPage() {
  const text = useText(userTexts);
  const [doing, setDoing] = useState<Doing>({ kind: "nothing" });
  const stop = () => setDoing({ kind: "nothing" });
  const invite = (
    <Link to="/users/new" className="r-button" data-variant="primary">
      {text("invite")}
    </Link>
  );
  return (
    <>
      <PageHead title={text("title")} lead={text("lead")}>
        {invite}
      </PageHead>
      <Card>
        <UsersTable
          create={invite}
          onDeactivate={(user) => setDoing({ kind: "deactivate", user })}
          onLink={(user, link) => setDoing({ kind: "link", user, link })}
        />
      </Card>
      <RequireFactor />
      <SignOnRoles />
      {doing.kind === "deactivate" && <DeactivateUser user={doing.user} onClose={stop} />}
      {doing.kind === "link" && <LinkOnce user={doing.user} link={doing.link} onClose={stop} />}
    </>
  );
}
