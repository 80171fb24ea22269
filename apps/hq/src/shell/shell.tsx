import { ask, usePreferenceEntries, useText } from "@rapport/app-shell";
import { signOutHq } from "@rapport/contract/sessions";
import { Banner, Icon, type IconName, IconButton, Menu, ProgressBar } from "@rapport/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { demoQuery, sessionQuery } from "../queries.ts";
import { shellTexts } from "./texts.ts";

export function Shell() {
  const text = useText(shellTexts);
  return (
    <div className="hq-shell">
      <a className="r-skip" href="#page">
        {text("skip")}
      </a>
      <aside className="hq-side">
        <div className="hq-brand">
          <span className="hq-brand-name">Rapport</span>
          <span className="r-faint r-small">{text("headquarters")}</span>
        </div>
        <nav aria-label={text("nav.label")} className="hq-nav">
          <NavLink to="/data-sources" icon="upload" label={text("nav.dataSources")} />
          <NavLink to="/reports" icon="chart" label={text("nav.reports")} />
          <NavLink to="/quarantine" icon="filter" label={text("nav.quarantine")} />
        </nav>
        <Person />
      </aside>
      <main id="page" className="hq-main" tabIndex={-1}>
        <DemoNews />
        <Outlet />
      </main>
    </div>
  );
}

function NavLink({ to, icon, label }: { to: "/data-sources" | "/reports" | "/quarantine"; icon: IconName; label: string }) {
  return (
    <Link to={to} className="hq-nav-link" activeProps={{ "data-active": "", "aria-current": "page" }}>
      <Icon name={icon} />
      {label}
    </Link>
  );
}

function Person() {
  const text = useText(shellTexts);
  const { language, theme } = usePreferenceEntries();
  const { data: session } = useQuery(sessionQuery);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await ask(signOutHq);
    queryClient.clear();
    await navigate({ to: "/sign-in" });
  };
  return (
    <div className="hq-person">
      <span className="hq-person-name">{session?.name}</span>
      <Menu
        trigger={<IconButton label={text("nav.appearance")} icon="settings" />}
        entries={[
          language,
          { kind: "line" },
          theme,
          { kind: "line" },
          { kind: "action", label: text("nav.signOut"), icon: "signOut", onSelect: () => void leave() },
        ]}
      />
    </div>
  );
}

/** While the demo retailer arrives, figures still grow: say so. */
function DemoNews() {
  const text = useText(shellTexts);
  const { data } = useQuery(demoQuery);
  if (data?.state === "failed") return <Banner tone="bad">{text("demo.failed", { message: data.message })}</Banner>;
  if (data?.state !== "loading") return null;
  const share = data.total === 0 ? null : data.done / data.total;
  return (
    <ProgressBar label={text("demo.loading", { message: data.message })} value={share} detail={share === null ? undefined : `${Math.floor(share * 100)} %`} />
  );
}
