import { buttonWords, usePreferences, useText } from "@rapport/app-shell";
import type { LayoutSize } from "@rapport/contract/layouts";
import type { Language } from "@rapport/contract";
import { nearestSize, operationOf, shownGrids } from "@rapport/domain/layouts";
import { ButtonGrids, Chip, Icon, TileFace } from "@rapport/ui";
import { useState } from "react";
import { designerTexts } from "./designer-texts.ts";
import { useSizeWords } from "./use-size-words.ts";

const DEVICES = [
  { width: 1024, height: 768, scale: 0.52 },
  { width: 390, height: 844, scale: 0.52 },
] as const;
type Theme = "light" | "dark";

/** Both devices as the POS would draw them, in either appearance and language. */
export function Preview({ sizes }: { sizes: readonly LayoutSize[] }) {
  const text = useText(designerTexts);
  const { language: own } = usePreferences().appearance;
  const [theme, setTheme] = useState<Theme>("light");
  const [language, setLanguage] = useState<Language>(own);
  return (
    <section className="hq-preview" aria-labelledby="preview">
      <header className="hq-preview-head">
        <div>
          <h3 id="preview">{text("preview")}</h3>
          <p className="r-small r-muted">{text("previewText")}</p>
        </div>
        <div role="group" aria-label={text("theme")} className="r-row">
          {(["light", "dark"] as const).map((one) => (
            <Chip key={one} pressed={one === theme} onPress={() => setTheme(one)}>
              {text(one)}
            </Chip>
          ))}
        </div>
        <div role="group" aria-label={text("language")} className="r-row">
          {(["en", "nl"] as const).map((one) => (
            <Chip key={one} pressed={one === language} onPress={() => setLanguage(one)}>
              {text(one)}
            </Chip>
          ))}
        </div>
      </header>
      <div className="hq-devices">
        {DEVICES.map((device) => (
          <Device key={device.width} {...{ sizes, device, theme, language }} />
        ))}
      </div>
    </section>
  );
}

function Device({
  sizes,
  device: { width, height, scale },
  theme,
  language,
}: {
  sizes: readonly LayoutSize[];
  device: (typeof DEVICES)[number];
  theme: Theme;
  language: Language;
}) {
  const text = useText(designerTexts);
  const words = designerTexts[language];
  const { short } = useSizeWords();
  const size = nearestSize(sizes, { width, height });
  if (size === undefined) return null;
  const grids = shownGrids(size, { screen: "welcome", isShown: () => true });
  const buttons = grids.flatMap((grid) => grid.buttons).map((button) => buttonWords(button, language).name);
  return (
    <figure className="hq-device">
      <div
        className="hq-device-frame"
        role="img"
        aria-label={text("deviceLabel", { width, height, buttons: buttons.length === 0 ? text("nothingShown") : buttons.join(", ") })}
        style={{ width: width * scale, height: height * scale }}
      >
        <div
          className="r-scope hq-device-screen"
          data-theme={theme}
          data-phone={width < 800 ? "" : undefined}
          lang={language}
          style={{ width, height, scale: String(scale) }}
        >
          <div className="hq-device-rail">
            {(["home", "book", "search", "person"] as const).map((icon) => (
              <Icon key={icon} name={icon} size={22} />
            ))}
          </div>
          <div className="hq-device-page">
            <p className="hq-device-greeting">{words("greeting")}</p>
            {grids.length === 0 ? (
              <p>{words("nothingShown")}</p>
            ) : (
              <ButtonGrids grids={grids} stacked={size.kind === "compact"}>
                {(button) => {
                  const { name, line } = buttonWords(button, language);
                  return (
                    <div className="r-tile" data-colour={button.colour}>
                      <TileFace
                        icon={button.icon ?? operationOf(button.operation)?.icon ?? "info"}
                        name={name}
                        line={line ?? (button.operation === 712 ? words("client") : undefined)}
                      />
                    </div>
                  );
                }}
              </ButtonGrids>
            )}
          </div>
        </div>
      </div>
      <figcaption className="r-small r-muted r-num">{text("device", { width, height, size: short(size) })}</figcaption>
    </figure>
  );
}
