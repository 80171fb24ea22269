import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { sessionQuery } from "../session/session-query.ts";
import { ChosenPage } from "../shell/chosen-page.tsx";
import { processingQuery, suitesQuery } from "./queries.ts";
import { suiteTexts } from "./texts.ts";

/** A page about one report suite, which its head picks. */
export function SuitePage({
  title,
  lead,
  resets,
  children,
}: {
  title: string;
  lead: string;
  /** Parameters of the address that belong to the suite chosen before, so that choosing another one drops them. */
  resets?: readonly string[];
  children: (suite: ReportSuite) => ReactNode;
}) {
  const text = useText(suiteTexts);
  const suites = useQuery(suitesQuery);
  const mayCreate = useQuery(sessionQuery).data?.permissions.includes("reportSuite.manage") === true;
  return (
    <ChosenPage
      query={suites}
      parameter="suite"
      choiceOf={({ rsid, name }) => ({ id: rsid, name })}
      title={title}
      lead={lead}
      words={{
        label: text("label"),
        none: text("none"),
        noneText: text("noneText"),
        unknown: (rsid) => text("unknown", { rsid }),
        unknownText: text("unknownText"),
      }}
      begin={
        mayCreate && (
          <Link to="/report-suites/new" className="r-button" data-variant="primary">
            {text("create")}
          </Link>
        )
      }
      beside={(suite) => <Processing suite={suite} />}
      {...(resets !== undefined && { resets })}
    >
      {children}
    </ChosenPage>
  );
}

/** Says whether all hits of a suite are in reports. */
function Processing({ suite }: { suite: ReportSuite }) {
  const text = useText(suiteTexts);
  const formats = useFormats();
  const { data } = useQuery(processingQuery(suite.rsid));
  if (data === undefined) return null;
  return (
    <span className="r-small r-muted">
      {data.backlog === 0 ? text("upToDate") : text("backlog", { count: data.backlog, formatted: formats.number(data.backlog) })}
    </span>
  );
}
