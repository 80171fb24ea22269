import { useEffect, useRef } from "react";
import { Slider, SliderThumb, SliderTrack } from "react-aria-components";
import { Localized } from "./picker.tsx";
import "./styles/arranged.css";

/** How long a person must have stopped pressing arrows, so that not every step is a search. */
const SETTLED_AFTER_MS = 300;

/**
 * A part of a range, from one thumb to the other. `onValue` is called while a thumb moves; `onSettled` when a pointer lets it go, or a moment after the last key.
 * `bars` stand above the track.
 */
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
  const { settle, onPointer } = useSettling(onSettled);
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
        onChangeEnd={(moved) => settle(pair(moved))}
      >
        {bars.length > 0 && (
          <div className="r-slider-bars" aria-hidden="true">
            {bars.map((height, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- bars have a place and nothing else
              <span key={at} style={{ height: `${height * 100}%` }} />
            ))}
          </div>
        )}
        <SliderTrack className="r-slider-track" onPointerDownCapture={onPointer}>
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

/** What a pointer leaves is settled at once. What keys leave waits for the next one, and is settled at the latest when the slider goes. */
function useSettling(onSettled: (value: [from: number, to: number]) => void) {
  const byPointer = useRef(false);
  const waiting = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly now: () => void }>(undefined);
  useEffect(() => () => waiting.current?.now(), []);
  return {
    onPointer: () => void (byPointer.current = true),
    settle: (value: [from: number, to: number]) => {
      clearTimeout(waiting.current?.timer);
      const now = () => {
        clearTimeout(waiting.current?.timer);
        waiting.current = undefined;
        onSettled(value);
      };
      if (byPointer.current) now();
      else waiting.current = { timer: setTimeout(now, SETTLED_AFTER_MS), now };
      byPointer.current = false;
    },
  };
}
