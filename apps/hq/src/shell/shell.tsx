import { ask, becomeSignedInAs, signedInAs, SomebodyElse, usePreferenceEntries, usePreferences, useText } from "@rapport/app-shell";
import { signOutHq } from "@rapport/contract/sessions";
import { Icon, IconButton, Menu } from "@rapport/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { FEATURES } from "../features.ts";
import { sessionQuery } from "../session/session-query.ts";
import { DemoNews } from "./demo-news.tsx";
import { ServerNews } from "./server-news.tsx";
import "./shell.css";
import { shellTexts } from "./texts.ts";

export function Shell() {
  const text = useText(shellTexts);
  const { appearance } = usePreferences();
  // A page may name its report suite in its path.
  const { rsid } = useParams({ strict: false });
  const { data: session } = useQuery(sessionQuery);
  if (session !== undefined && session.userId !== signedInAs()) return <SomebodyElse name={session.name} />;
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
          {FEATURES.map(({ navigation: { to, icon, label } }) => (
            <Link
              key={to}
              to={to}
              search={rsid === undefined ? {} : { suite: rsid }}
              activeOptions={{ includeSearch: false }}
              className="hq-nav-link"
              activeProps={{ "data-active": "", "aria-current": "page" }}
            >
              <Icon name={icon} />
              {label[appearance.language]}
            </Link>
          ))}
        </nav>
        <Person />
      </aside>
      <main id="page" className="hq-main" tabIndex={-1}>
        <ServerNews />
        <DemoNews />
        <Outlet />
      </main>
    </div>
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
    becomeSignedInAs(null);
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
