import { useEffect } from "react";
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { Icon, InTimeZone, Menu, useToast } from "@rapport/ui";
import { signedInAs, signInSearchFor, SomebodyElse, usePreferenceEntries, useText } from "@rapport/app-shell";
import "./shell.css";
import { ApprovalProvider } from "../approval/approval.tsx";
import { useIdle } from "../lock/use-idle.ts";
import { useLock } from "../lock/use-lock.ts";
import { useAskSignOut } from "../session/ask-sign-out.tsx";
import { sessionQuery } from "../session/session-query.ts";
import { useSession } from "../session/use-session.ts";
import { useUnsentEntries } from "../unsent/use-unsent.ts";
import { givenName } from "../welcome/greeting.ts";
import { operationsFor } from "../welcome/operations.ts";
import { ConnectionNotices } from "./connection-notices.tsx";
import { shellTexts } from "./texts.ts";
import { useNewSettings } from "./use-new-settings.ts";

/** The frame around every page, with the navigation: beside the page on a tablet, below it on a phone. */
export function Shell() {
  const text = useText(shellTexts);
  const session = useSession();
  const { data: now = session } = useQuery(sessionQuery);
  const { pathname } = useLocation();
  const lock = useLock();
  useTellStored();
  useIdle(now.idle);
  useNewSettings();
  // Somebody else may have signed in in another tab.
  if (now.worker.id !== signedInAs()) return <SomebodyElse name={now.worker.name} kept={text("app.kept")} />;
  // While that page opens, this one shows nothing.
  if (now.locked) return pathname === "/locked" ? null : <Navigate to="/locked" search={signInSearchFor(pathname)} ignoreBlocker />;
  // Headquarters set a password meanwhile (SI8).
  if (now.mustChangePassword) return <Navigate to="/password" ignoreBlocker />;
  return (
    <div className="shell">
      <a className="r-skip" href="#content">
        {text("app.skip")}
      </a>
      <nav className="rail" aria-label={text("app.navigation")}>
        <span className="rail-brand" aria-hidden="true">
          R
        </span>
        <Link to="/" className="rail-item" activeOptions={{ exact: true }}>
          <Icon name="home" size={22} />
          {text("nav.welcome")}
        </Link>
        {operationsFor(session.permissions).map((operation) => (
          <Link key={operation.to} to={operation.to} className="rail-item">
            <Icon name={operation.icon} size={22} />
            {text(operation.shortName)}
          </Link>
        ))}
        <button type="button" className="rail-item rail-end" onClick={lock}>
          <Icon name="lock" size={22} />
          {text("nav.lock")}
        </button>
        <AccountMenu />
      </nav>
      <div id="content" className="shell-content" tabIndex={-1}>
        <ConnectionNotices />
        {/* Today is the legal entity's day, on every device. Filters use the same day. */}
        <InTimeZone timeZone={session.legalEntity.timeZone}>
          <ApprovalProvider>
            <Outlet />
          </ApprovalProvider>
        </InTimeZone>
      </div>
    </div>
  );
}

function AccountMenu() {
  const { language, theme } = usePreferenceEntries();
  const text = useText(shellTexts);
  const session = useSession();
  const navigate = useNavigate();
  const { askSignOut, dialog } = useAskSignOut();
  return (
    <>
      <Menu
        trigger={
          <button type="button" className="rail-item rail-account" aria-label={text("nav.account", { name: session.worker.name })}>
            <Icon name="person" size={22} />
            <span className="rail-name">{givenName(session.worker.name)}</span>
          </button>
        }
        header={
          <>
            <span className="r-strong">{session.worker.name}</span>
            <span className="r-small r-muted">
              {session.store.name} · {session.register.number}
            </span>
          </>
        }
        entries={[
          language,
          theme,
          { kind: "line" },
          { kind: "action", label: text("nav.password"), icon: "edit", onSelect: () => void navigate({ to: "/password" }) },
          { kind: "action", label: text("signOut.action"), icon: "signOut", onSelect: askSignOut },
        ]}
      />
      {dialog}
    </>
  );
}

function useTellStored(): void {
  const unsent = useUnsentEntries();
  const toast = useToast();
  const text = useText(shellTexts);
  useEffect(() => unsent.onStored((kind) => kind !== "customer" && kind !== "edit" && toast.say(text(`${kind}.saved`))), [unsent, toast, text]);
}
