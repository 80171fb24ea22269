import type { ComponentProps } from "react";
import { useText } from "@rapport/app-shell";
import { ConsentFields, ReachFields, reachTexts } from "@rapport/app-shell/customer-form";
import { Card } from "@rapport/ui";

/** The part of a form about how somebody is reached, and by what they allow to be reached (HC9). */
export function ReachCards(of: ComponentProps<typeof ConsentFields>) {
  const text = useText(reachTexts);
  return (
    <>
      <Card title={text("title")}>
        <div className="customer-edit-pair">
          <ReachFields form={of.form} />
        </div>
      </Card>
      <Card title={text("consents")}>
        <div className="customer-edit-pair">
          <ConsentFields {...of} />
        </div>
      </Card>
    </>
  );
}
