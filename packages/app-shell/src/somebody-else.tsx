import { Button, Icon } from "@rapport/ui";
import { useText } from "./preferences.tsx";
import { defineTexts } from "./texts.ts";

/** Replaces a page that was opened for one person when another has signed in meanwhile (SI7). */
export function SomebodyElse({ name, kept }: { name: string; kept?: string }) {
  const text = useText(somebodyElseTexts);
  return (
    <main className="page">
      <div className="r-state" role="alert">
        <Icon name="person" size={36} />
        <h1 className="r-state-title">{text("title", { name })}</h1>
        <p className="r-state-text">{[text("text"), kept].filter((part) => part !== undefined).join(" ")}</p>
        <div className="r-state-actions">
          <Button variant="primary" onClick={() => globalThis.location.reload()}>
            {text("goOn", { name })}
          </Button>
        </div>
      </div>
    </main>
  );
}

const somebodyElseTexts = defineTexts({
  en: {
    title: "You are signed in as {{name}}",
    text: "That happened in another tab. Nothing is done in another person's name.",
    goOn: "Go on as {{name}}",
  },
  nl: {
    title: "Je bent ingelogd als {{name}}",
    text: "Dat gebeurde in een ander tabblad. Er wordt niets gedaan uit naam van een ander.",
    goOn: "Verder als {{name}}",
  },
});
