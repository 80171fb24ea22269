import { useText } from "@rapport/app-shell";
import { Card } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../session/session-query.ts";
import { PageHead } from "../shell/page-head.tsx";
import { ChangePassword } from "./change-password.tsx";
import { OwnSessions } from "./own-sessions.tsx";
import { SecondFactorCard } from "./second-factor-card.tsx";
import { accountTexts } from "./texts.ts";
import "./account.css";

export function AccountPage() {
  const text = useText(accountTexts);
  const { data: session } = useQuery(sessionQuery);
  return (
    <>
      <PageHead title={text("title")} {...(session !== undefined && { lead: `${session.name} · ${session.email}` })} />
      <div className="hq-account">
        <div className="r-stack">
          <Card title={text("password")}>
            <ChangePassword email={session?.email ?? ""} />
          </Card>
          <Card title={text("factor")}>
            <SecondFactorCard />
          </Card>
        </div>
        <Card title={text("sessions")}>
          <OwnSessions />
        </Card>
      </div>
    </>
  );
}
