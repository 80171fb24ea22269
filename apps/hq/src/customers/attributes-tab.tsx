import { usePreferences, useText } from "@rapport/app-shell";
import type { CustomerProfile } from "@rapport/contract/customers";
import { Card, EmptyState } from "@rapport/ui";
import { useAttributeText } from "@rapport/app-shell/customer-form";
import { Facts } from "./general-tab.tsx";
import { customerTexts } from "./texts.ts";

/** The values of all attributes, those of client books too (CS14). */
export function AttributesTab({ profile: { attributes } }: { profile: CustomerProfile }) {
  const text = useText(customerTexts);
  const { language } = usePreferences().appearance;
  const textOf = useAttributeText();
  const said = (attribute: CustomerProfile["attributes"][number]) =>
    attribute.isDefault === true ? text("asDefault", { value: textOf(attribute) }) : textOf(attribute);
  if (attributes.length === 0) return <EmptyState title={text("attributes")} text={text("noAttributes")} />;
  return (
    <div className="hq-customer-cards">
      {(["customer", "clientBook"] as const).map((group) => {
        const members = attributes.filter((attribute) => attribute.group === group);
        return (
          members.length > 0 && (
            <Card key={group} title={text(group === "customer" ? "ofCustomer" : "ofBook")}>
              <Facts facts={members.map((attribute) => [attribute.name[language], said(attribute)] as const)} />
            </Card>
          )
        );
      })}
    </div>
  );
}
