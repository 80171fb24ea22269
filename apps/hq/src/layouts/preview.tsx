import { buttonWords, usePreferences, useText } from "@rapport/app-shell";
import type { LayoutSize } from "@rapport/contract/layouts";
import type { Language } from "@rapport/contract";
import { nearestSize } from "@rapport/domain/layouts";
import { Chip } from "@rapport/ui";
import { useLayoutEffect, useRef, useState } from "react";
import { designerTexts } from "./designer-texts.ts";
import { DeviceScreen, welcomeGrids } from "./device-screen.tsx";
import { useSizeWords } from "./use-size-words.ts";

const DEVICES = [
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const;
/** Of the devices on the screen, if there is room. */
const LARGEST = 0.62;
const FRAME_PX = 16;
/** A phone fits at this scale on any screen of headquarters. */
const PHONE_SCALE = 0.5;
type Theme = "light" | "dark";

/** Both devices as the POS would draw them, in either appearance and language. */
export function Preview({ sizes }: { sizes: readonly LayoutSize[] }) {
  const text = useText(designerTexts);
  const { language: own } = usePreferences().appearance;
  const [theme, setTheme] = useState<Theme>("light");
  const [language, setLanguage] = useState<Language>(own);
  const place = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(LARGEST);
  useLayoutEffect(() => {
    const { current: element } = place;
    if (element === null) return undefined;
    const watch = new ResizeObserver(() => setScale(Math.min(LARGEST, (element.clientWidth - FRAME_PX) / DEVICES[0].width)));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
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
      <div ref={place} className="hq-devices">
        {DEVICES.map((device) => (
          <Device key={device.width} {...{ sizes, device, theme, language }} scale={device.width < 800 ? Math.max(scale, PHONE_SCALE) : scale} />
        ))}
      </div>
    </section>
  );
}

function Device({
  sizes,
  device,
  theme,
  language,
  scale,
}: {
  sizes: readonly LayoutSize[];
  device: (typeof DEVICES)[number];
  theme: Theme;
  language: Language;
  scale: number;
}) {
  const text = useText(designerTexts);
  const { short } = useSizeWords();
  const { width, height } = device;
  const size = nearestSize(sizes, device);
  if (size === undefined) return null;
  const buttons = welcomeGrids(size)
    .flatMap((grid) => grid.buttons)
    .map((button) => buttonWords(button, language).name);
  return (
    <figure className="hq-device">
      <div
        className="hq-device-frame"
        role="img"
        aria-label={text("deviceLabel", { width, height, buttons: buttons.length === 0 ? text("nothingShown") : buttons.join(", ") })}
      >
        <DeviceScreen {...{ size, device, theme, language, scale }} />
      </div>
      <figcaption className="r-small r-muted r-num">{text("device", { width, height, size: short(size) })}</figcaption>
    </figure>
  );
}
