import { Label, Slider as AriaSlider, SliderOutput, SliderThumb, SliderTrack } from "react-aria-components";
import { Localized } from "./picker.tsx";
import "./styles/arranged.css";

/**
 * A number between two limits, where about right is good enough; where the exact number matters, use a `TextField`. `onValue` is called while
 * the thumb moves, `onSettled` when it is released. `unit` is one of Intl (`day`, `percent`); screen readers read it with the value.
 */
export function Slider({
  label,
  value,
  min,
  max,
  step = 1,
  unit,
  disabled = false,
  onValue,
  onSettled,
}: {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  unit?: string;
  disabled?: boolean;
  onValue: (value: number) => void;
  onSettled?: (value: number) => void;
}) {
  return (
    <Localized>
      <AriaSlider<number>
        className="r-slider"
        value={value}
        minValue={min}
        maxValue={max}
        step={step}
        isDisabled={disabled}
        onChange={onValue}
        {...(onSettled === undefined ? {} : { onChangeEnd: onSettled })}
        {...(unit === undefined ? {} : { formatOptions: { style: "unit", unit, unitDisplay: "long" } as const })}
      >
        <Label className="r-label">{label}</Label>
        <SliderOutput className="r-slider-value" />
        <SliderTrack className="r-slider-track">
          {({ state }) => (
            <>
              <div className="r-slider-fill" style={{ width: `${state.getThumbPercent(0) * 100}%` }} />
              <SliderThumb className="r-slider-thumb" />
            </>
          )}
        </SliderTrack>
      </AriaSlider>
    </Localized>
  );
}
