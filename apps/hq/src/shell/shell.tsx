import { ask, becomeSignedInAs, signedInAs, SomebodyElse, usePreferenceEntries, useText } from "@rapport/app-shell";
import { signOutHq } from "@rapport/contract/sessions";
import { IconButton, Menu, Sheet } from "@rapport/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { forgetDrafts } from "../data-sources/wizard/draft-storage.ts";
import { PaletteButton, PaletteIcon, usePalette } from "../palette/palette.tsx";
import { sessionQuery } from "../session/session-query.ts";
import { DemoNews } from "./demo-news.tsx";
import { Navigation } from "./navigation.tsx";
import { PageOrMissing } from "./page-or-missing.tsx";
import { ServerNews } from "./server-news.tsx";
import "./shell.css";
import { shellTexts } from "./texts.ts";

export function Shell() {
  const text = useText(shellTexts);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const { open, palette } = usePalette();
  const { data: session } = useQuery(sessionQuery);
  if (session !== undefined && session.userId !== signedInAs()) return <SomebodyElse name={session.name} />;
  return (
    <div className="hq-shell">
      <a className="r-skip" href="#page">
        {text("skip")}
      </a>
      <header className="hq-bar">
        <IconButton label={text("nav.open")} icon="menu" onClick={() => setMenuOpen(true)} />
        <span className="hq-brand-name">Rapport</span>
        <div className="hq-bar-end">
          <PaletteIcon onOpen={open} />
          <Person />
        </div>
      </header>
      <Sheet open={isMenuOpen} onOpenChange={setMenuOpen} title={text("nav.label")}>
        <Navigation onGo={() => setMenuOpen(false)} />
      </Sheet>
      <aside className="hq-side">
        <div className="hq-brand">
          <span className="hq-brand-name">Rapport</span>
          <span className="r-faint r-small">{text("headquarters")}</span>
        </div>
        <PaletteButton onOpen={open} />
        <Navigation />
        <Person />
      </aside>
      <main id="page" className="hq-main" tabIndex={-1}>
        <ServerNews />
        <DemoNews />
        <PageOrMissing />
      </main>
      {palette}
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
    forgetDrafts();
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
          { kind: "action", label: text("nav.account"), icon: "person", onSelect: () => void navigate({ to: "/account" }) },
          { kind: "action", label: text("nav.signOut"), icon: "signOut", onSelect: () => void leave() },
        ]}
      />
    </div>
  );
}
