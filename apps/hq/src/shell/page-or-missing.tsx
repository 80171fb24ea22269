import { usePreferences, useText } from "@rapport/app-shell";
import { PERMISSIONS } from "@rapport/contract";
import { FEATURES } from "@rapport/contract/features";
import { EmptyState } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { featureMissing, rightMissing } from "../navigation.ts";
import { sessionQuery } from "../session/session-query.ts";
import { PageHead } from "./page-head.tsx";
import { shellTexts } from "./texts.ts";

/** The page, or why it is not there: the person lacks the right for it, or its feature is off (R75), with the way to switch that on for those who may. */
export function PageOrMissing() {
  const text = useText(shellTexts);
  const { language } = usePreferences().appearance;
  const { pathname } = useLocation();
  const session = useQuery(sessionQuery).data;
  const right = session && rightMissing(pathname, session.permissions);
  if (right !== undefined)
    return (
      <>
        <PageHead title={text("page.refused")} />
        <EmptyState icon="lock" title={text("page.refusedText", { right: PERMISSIONS[right].words[language] })}>
          <Link to="/" className="r-button" data-variant="primary">
            {text("notFound.home")}
          </Link>
        </EmptyState>
      </>
    );
  const missing = session && featureMissing(pathname, session.features);
  if (session === undefined || missing === undefined) return <Outlet />;
  const name = FEATURES[missing].name[language];
  const maySee = session.permissions.includes("feature.read");
  return (
    <EmptyState icon="lock" title={text("feature.off", { name })} text={text(maySee ? "feature.offText" : "feature.offAsk")}>
      {maySee && (
        <Link to="/features" className="r-button" data-variant="primary">
          {text("feature.see")}
        </Link>
      )}
    </EmptyState>
  );
}
