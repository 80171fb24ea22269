import { SESSION_KEY, useText } from "@rapport/app-shell";
import type { Reply } from "@rapport/contract";
import type { startSecondFactor } from "@rapport/contract/access";
import { Banner, Button, Loaded, Tag } from "@rapport/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AskPassword } from "./ask-password.tsx";
import { ConfirmFactor } from "./confirm-factor.tsx";
import { secondFactorQuery } from "./queries.ts";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { accountTexts } from "./texts.ts";

type Doing =
  | { readonly kind: "nothing" }
  | { readonly kind: "start" | "stop" }
  | { readonly kind: "confirm"; readonly made: Reply<typeof startSecondFactor> }
  | { readonly kind: "codes"; readonly codes: readonly string[] };

export function SecondFactorCard() {
  const text = useText(accountTexts);
  const factor = useQuery(secondFactorQuery);
  const queryClient = useQueryClient();
  const [doing, setDoing] = useState<Doing>({ kind: "nothing" });
  const done = async () => {
    setDoing({ kind: "nothing" });
    // What the person may open can depend on it.
    await Promise.all([secondFactorQuery.queryKey, [SESSION_KEY]].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  };
  return (
    <Loaded query={factor}>
      {({ on, required, recoveryCodesLeft }) => (
        <div className="r-stack">
          {required && !on && <Banner tone="warn">{text("factorRequired")}</Banner>}
          <p className="r-muted">{text("factorLead")}</p>
          <p className="r-row">
            <Tag tone={on ? "good" : "neutral"}>{text(on ? "factorOn" : "factorOff")}</Tag>
            {on && <span className="r-faint r-small">{text("codesLeft", { count: recoveryCodesLeft })}</span>}
          </p>
          <div>
            {on ? (
              !required && <Button onClick={() => setDoing({ kind: "stop" })}>{text("stopFactor")}</Button>
            ) : (
              <Button variant="primary" onClick={() => setDoing({ kind: "start" })}>
                {text("startFactor")}
              </Button>
            )}
          </div>
          {doing.kind === "start" && <AskPassword what="start" onStarted={(made) => setDoing({ kind: "confirm", made })} onClose={() => void done()} />}
          {doing.kind === "stop" && <AskPassword what="stop" onClose={() => void done()} />}
          {doing.kind === "confirm" && (
            <ConfirmFactor made={doing.made} onConfirmed={(codes) => setDoing({ kind: "codes", codes })} onClose={() => void done()} />
          )}
          {doing.kind === "codes" && <RecoveryCodes codes={doing.codes} onClose={() => void done()} />}
        </div>
      )}
    </Loaded>
  );
}
