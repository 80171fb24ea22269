import { Slider, SliderThumb, SliderTrack } from "react-aria-components";
import { Localized } from "./picker.tsx";
import "./styles/arranged.css";

/** A part of a range, from one thumb to the other. `onValue` is called while a thumb moves, `onSettled` when it is released. `bars` stand above the track. */
export function RangeSlider({
  label,
  fromLabel,
  toLabel,
  value,
  min,
  max,
  step,
  bars,
  onValue,
  onSettled,
}: {
  label: string;
  fromLabel: string;
  toLabel: string;
  value: readonly [from: number, to: number];
  min: number;
  max: number;
  step: number;
  /** Heights from 0 to 1, of parts of equal width. */
  bars: readonly number[];
  onValue: (value: [from: number, to: number]) => void;
  onSettled: (value: [from: number, to: number]) => void;
}) {
  const pair = ([from = min, to = max]: readonly number[]): [number, number] => [from, to];
  return (
    <Localized>
      <Slider<number[]>
        className="r-slider"
        aria-label={label}
        value={[...value]}
        minValue={min}
        maxValue={max}
        step={step}
        onChange={(moved) => onValue(pair(moved))}
        onChangeEnd={(moved) => onSettled(pair(moved))}
      >
        {bars.length > 0 && (
          <div className="r-slider-bars" aria-hidden="true">
            {bars.map((height, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- bars have a place and nothing else
              <span key={at} style={{ height: `${height * 100}%` }} />
            ))}
          </div>
        )}
        <SliderTrack className="r-slider-track">
          {({ state }) => (
            <>
              <div
                className="r-slider-fill"
                style={{ left: `${state.getThumbPercent(0) * 100}%`, width: `${(state.getThumbPercent(1) - state.getThumbPercent(0)) * 100}%` }}
              />
              <SliderThumb className="r-slider-thumb" index={0} aria-label={fromLabel} />
              <SliderThumb className="r-slider-thumb" index={1} aria-label={toLabel} />
            </>
          )}
        </SliderTrack>
      </Slider>
    </Localized>
  );
}
