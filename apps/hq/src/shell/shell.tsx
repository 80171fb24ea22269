import { signOutHq } from "@rapport/contract/sessions";
import { Banner, Icon, type IconName, IconButton, Menu, ProgressBar } from "@rapport/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ask } from "../api.ts";
import { demoQuery, sessionQuery } from "../queries.ts";
import { useAppearance } from "./appearance-context.tsx";

export function Shell() {
  const { t } = useTranslation();
  return (
    <div className="hq-shell">
      <a className="r-skip" href="#page">
        {t("skip")}
      </a>
      <aside className="hq-side">
        <div className="hq-brand">
          <span className="hq-brand-name">{t("product")}</span>
          <span className="r-faint r-small">{t("headquarters")}</span>
        </div>
        <nav aria-label={t("nav.label")} className="hq-nav">
          <NavLink to="/data-sources" icon="upload" label={t("nav.dataSources")} />
          <NavLink to="/reports" icon="chart" label={t("nav.reports")} />
          <NavLink to="/quarantine" icon="filter" label={t("nav.quarantine")} />
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
  const { t } = useTranslation();
  const { appearance, change } = useAppearance();
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
        trigger={<IconButton label={t("nav.appearance")} icon="settings" />}
        entries={[
          {
            kind: "choice",
            label: t("nav.language"),
            value: appearance.language,
            options: [
              { value: "en", label: t("nav.english") },
              { value: "nl", label: t("nav.dutch") },
            ],
            onSelect: (language) => change({ language: language === "nl" ? "nl" : "en" }),
          },
          { kind: "line" },
          {
            kind: "choice",
            label: t("nav.theme"),
            value: appearance.theme,
            options: [
              { value: "system", label: t("nav.system") },
              { value: "light", label: t("nav.light") },
              { value: "dark", label: t("nav.dark") },
            ],
            onSelect: (theme) => change({ theme: theme === "light" || theme === "dark" ? theme : "system" }),
          },
          { kind: "line" },
          { kind: "action", label: t("nav.signOut"), icon: "signOut", onSelect: () => void leave() },
        ]}
      />
    </div>
  );
}

/** While the demo retailer arrives, figures still grow: say so. */
function DemoNews() {
  const { t } = useTranslation();
  const { data } = useQuery(demoQuery);
  if (data?.state === "failed") return <Banner tone="bad">{t("demo.failed", { message: data.message })}</Banner>;
  if (data?.state !== "loading") return null;
  const share = data.total === 0 ? null : data.done / data.total;
  return (
    <ProgressBar label={t("demo.loading", { message: data.message })} value={share} detail={share === null ? undefined : `${Math.floor(share * 100)} %`} />
  );
}
