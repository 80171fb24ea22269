import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { EmptyState, Loaded } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { PageHead } from "../shell/page-head.tsx";
import { suitesQuery } from "./queries.ts";
import { SuitePicker } from "./suite-picker.tsx";
import { suiteTexts } from "./texts.ts";

/** A page about one report suite, which its head picks: the first, unless the address names another. */
export function SuitePage({
  rsid,
  title,
  lead,
  onPick,
  children,
}: {
  rsid: string | undefined;
  title: string;
  lead: string;
  onPick: (rsid: string) => void;
  children: (suite: ReportSuite) => ReactNode;
}) {
  const text = useText(suiteTexts);
  const suites = useQuery(suitesQuery);
  return (
    <Loaded query={suites} isEmpty={(all) => all.length === 0} empty={<EmptyState title={text("none")} text={text("noneText")} />}>
      {(all) => {
        const chosen = rsid === undefined ? all[0] : all.find((suite) => suite.rsid === rsid);
        if (chosen === undefined) return <UnknownSuite rsid={rsid ?? ""} suites={all} />;
        return (
          <>
            <PageHead title={title} lead={lead}>
              <SuitePicker suite={chosen} suites={all} onPick={onPick} />
            </PageHead>
            {children(chosen)}
          </>
        );
      }}
    </Loaded>
  );
}

/** An address may name a suite that is not there: another one's numbers in its place would mislead. */
function UnknownSuite({ rsid, suites }: { rsid: string; suites: readonly ReportSuite[] }) {
  const text = useText(suiteTexts);
  return (
    <EmptyState icon="alert" title={text("unknown", { rsid })} text={text("unknownText")}>
      {suites.map((suite) => (
        <Link key={suite.rsid} to="." search={{ suite: suite.rsid }} className="r-button" data-variant="secondary">
          {suite.name}
        </Link>
      ))}
    </EmptyState>
  );
}
