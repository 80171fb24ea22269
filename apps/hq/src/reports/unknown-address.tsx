import { useText } from "@rapport/app-shell";
import { Banner, Button, Card, EmptyState } from "@rapport/ui";
import type { UnknownPart } from "./report-address.ts";
import { reportTexts } from "./texts.ts";

/** For a link with unknown parts: says which they are, and shows no other report in its place (U9). */
export function UnknownAddress({ parts, onLeaveOut }: { parts: readonly UnknownPart[]; onLeaveOut: () => void }) {
  const text = useText(reportTexts);
  return (
    <Card>
      <EmptyState icon="alert" title={text("unknown.title")} text={text("unknown.text")}>
        <ul className="hq-unknown">
          {parts.map(({ part, value }) => (
            <li key={`${part} ${value}`}>
              {text(`unknown.${part}`)} <code className="r-code">{value}</code>
            </li>
          ))}
        </ul>
        <Button variant="primary" onClick={onLeaveOut}>
          {text("unknown.leaveOut")}
        </Button>
      </EmptyState>
    </Card>
  );
}

/** Parts of a link that reports do not know. They change nothing, and this says so. */
export function StrangeParts({ parts, onLeaveOut }: { parts: readonly string[]; onLeaveOut: () => void }) {
  const text = useText(reportTexts);
  if (parts.length === 0) return null;
  return (
    <Banner tone="warn" title={text("unknown.strange")} actions={<Button onClick={onLeaveOut}>{text("unknown.forget")}</Button>}>
      <span>
        {parts.map((part) => (
          <code key={part} className="r-code">
            {part}
          </code>
        ))}
      </span>
    </Banner>
  );
}
