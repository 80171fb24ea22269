import { usePreferences, useText } from "@rapport/app-shell";
import type { Attention } from "@rapport/contract/system";
import { useFormats } from "@rapport/ui";
import { Link } from "@tanstack/react-router";
import { Line } from "./line.tsx";
import { homeTexts } from "./texts.ts";

/** Long lists of values, or words that are missing in Dutch. Each of the first few has a link of its own. */
export function AttributesLine({ line }: { line: Extract<Attention, { kind: "long_lists" | "translations" }> }) {
  const text = useText(homeTexts);
  const formats = useFormats();
  const { language } = usePreferences().appearance;
  const { legalEntity, name } = line;
  const isLong = line.kind === "long_lists";
  const count = isLong ? line.attributes : line.things;
  const title = { count, formatted: formats.number(count), name };
  const first = isLong
    ? line.first.map((one) => ({ ...one, of: "attribute" as const, number: one.values }))
    : line.first.map((one) => ({ ...one, number: one.lacking }));
  return (
    <Line
      icon="book"
      title={
        <Link to="/attributes" search={{ legalEntity }}>
          {isLong ? text("long_lists", title) : text("translations", title)}
        </Link>
      }
      more={
        <>
          {text(isLong ? "long_listsText" : "translationsText")}{" "}
          {first.map(({ of, code, name: words, number }, n) => (
            <span key={`${of} ${code}`}>
              {n > 0 && ", "}
              <Link to={of === "attribute" ? "/attributes/of/$code" : "/attribute-groups/of/$code"} params={{ code }} search={{ legalEntity }}>
                {text("namedWithCount", { name: words[language], formatted: formats.number(number) })}
              </Link>
            </span>
          ))}
          {count > first.length && ` ${text("more", { formatted: formats.number(count - first.length) })}`}
        </>
      }
    />
  );
}
