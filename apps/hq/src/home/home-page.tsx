import { useText } from "@rapport/app-shell";
import { Card, EmptyState, Loaded } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useReadsNotesFirst } from "../customers/reads-notes-first.ts";
import { sessionQuery } from "../session/session-query.ts";
import { NothingToOpen } from "../shell/nothing-to-open.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { AttentionLine } from "./attention-line.tsx";
import { GuideCard } from "../set-up-guide/guide-card.tsx";
import { BeginCard } from "./begin-card.tsx";
import "./home.css";
import { attentionQuery } from "./queries.ts";
import { homeTexts } from "./texts.ts";

/** The first screen after signing in: what this person can mend (OG8). */
export function HomePage() {
  const text = useText(homeTexts);
  const permissions = useQuery(sessionQuery).data?.permissions ?? [];
  const isForCustomers = useReadsNotesFirst();
  const attention = useQuery(attentionQuery);
  if (permissions.every((permission) => permission === "ownAccount")) return <NothingToOpen />;
  if (isForCustomers) return <Navigate to="/customers" replace />;
  return (
    <>
      <PageHead title={text("title")} lead={text("lead")} />
      {permissions.includes("organisation.manage") && (
        <>
          <BeginCard />
          <GuideCard />
        </>
      )}
      <Card title={text("list")}>
        <Loaded query={attention} isEmpty={(lines) => lines.length === 0} empty={<EmptyState icon="check" title={text("fine")} text={text("fineText")} />}>
          {(lines) => (
            <ul className="hq-attentions">
              {lines.map((line) => (
                <AttentionLine key={JSON.stringify(line)} line={line} />
              ))}
            </ul>
          )}
        </Loaded>
      </Card>
    </>
  );
}
