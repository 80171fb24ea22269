import { useText } from "@rapport/app-shell";
import type { ReactNode } from "react";
import { AppearanceChoice } from "../shell/appearance-choice.tsx";
import { useDocumentTitle } from "../shell/page-title.tsx";
import "./sign-in.css";
import { signInTexts } from "./texts.ts";

/** The pages before work begins: a claim beside what the person fills in. */
export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  const text = useText(signInTexts);
  useDocumentTitle(title);
  return (
    <div className="sign-in">
      <div className="sign-in-lead" aria-hidden="true">
        <p className="sign-in-brand">Rapport</p>
        <div>
          <p className="sign-in-claim">{text("signIn.lead")}</p>
          <p className="sign-in-claim-text">{text("signIn.leadText")}</p>
        </div>
        <p />
      </div>
      <main className="sign-in-main">
        <div className="sign-in-appearance">
          <AppearanceChoice />
        </div>
        <div className="sign-in-panel">
          <p className="sign-in-brand sign-in-brand-small" aria-hidden="true">
            Rapport
          </p>
          <h1>{title}</h1>
          {children}
        </div>
      </main>
    </div>
  );
}
