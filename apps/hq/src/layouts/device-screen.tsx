import { buttonWords } from "@rapport/app-shell";
import type { Language } from "@rapport/contract";
import type { LayoutSize } from "@rapport/contract/layouts";
import { operationOf, shownGrids, type ShownGrid } from "@rapport/domain/layouts";
import { ButtonGrids, Icon, TileFace } from "@rapport/ui";
import { designerTexts } from "./designer-texts.ts";
import "./device-screen.css";

/** What somebody sees on the welcome screen who may do everything. */
export function welcomeGrids(size: LayoutSize): ShownGrid[] {
  return shownGrids(size, { screen: "welcome", isShown: () => true });
}

/** The welcome screen on a device, drawn by the parts that the POS draws with. Without a theme it has that of the page. */
export function DeviceScreen({
  size,
  device: { width, height },
  theme,
  language,
  scale,
}: {
  size: LayoutSize;
  device: { readonly width: number; readonly height: number };
  theme?: "light" | "dark";
  language: Language;
  scale: number;
}) {
  const words = designerTexts[language];
  const grids = welcomeGrids(size);
  return (
    <div className="hq-device-room" style={{ width: width * scale, height: height * scale }}>
      <div
        className={theme === undefined ? "hq-device-screen" : "r-scope hq-device-screen"}
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
  );
}
