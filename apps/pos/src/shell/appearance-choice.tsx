import { Button, IconButton, Menu } from "@rapport/ui";
import { preferenceTexts, usePreferenceEntries, usePreferences, useText } from "@rapport/app-shell";

/** Language and light or dark, for a screen without an account menu. */
export function AppearanceChoice() {
  const { appearance, change } = usePreferences();
  const text = useText(preferenceTexts);
  const { theme } = usePreferenceEntries();
  const other = appearance.language === "en" ? "nl" : "en";
  return (
    <>
      <Button variant="quiet" icon="globe" lang={other} onClick={() => change({ language: other })}>
        {text(other)}
      </Button>
      <Menu trigger={<IconButton label={text("theme")} icon="moon" />} entries={[theme]} />
    </>
  );
}
