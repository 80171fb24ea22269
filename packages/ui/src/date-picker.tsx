import { type CalendarDate, parseDate } from "@internationalized/date";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateFieldStateContext,
  DateInput,
  DatePicker as AriaDatePicker,
  DateRangePicker as AriaDateRangePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  RangeCalendar,
} from "react-aria-components";
import { useContext, useEffect, useMemo, useState } from "react";
import { Icon } from "./icon.tsx";
import { type Around, AroundField, Localized, PickerPopover } from "./picker.tsx";
import { useUi } from "./ui-provider.tsx";

/** A day is `YYYY-MM-DD`, without a time or a zone. */
interface Limits {
  min?: string | undefined;
  max?: string | undefined;
}

/** The value of a day of which only some parts are typed. It is no day, so a schema for days refuses it and nothing half is saved. */
export const HALF_TYPED = "half-typed";

/** One day, typed part by part or chosen from a calendar. `value` null means no day. */
export function DatePicker({
  value,
  onValue,
  min,
  max,
  disabled = false,
  ...around
}: Around & Limits & { value: string | null; onValue: (day: string | null) => void }) {
  // The library fills in every part anew when it gets another value, and goes by identity. So it keeps the last whole day while a part is missing.
  const [held, setHeld] = useState(value);
  if (value !== HALF_TYPED && value !== held) setHeld(value);
  const day = useMemo(() => dayOf(held), [held]);
  return (
    <Localized>
      <AriaDatePicker
        className="r-field"
        value={day}
        onChange={(chosen) => onValue(chosen === null ? null : chosen.toString())}
        {...limits(min, max)}
        isDisabled={disabled}
        isInvalid={around.error !== undefined}
        shouldForceLeadingZeros
        validationBehavior="aria"
      >
        <AroundField {...around}>
          <Group className="r-input r-date">
            <Segments
              onParts={(parts) => {
                if (parts === "some") onValue(HALF_TYPED);
                // The library tells no change when the day that is typed again is the one it holds, nor when a half day is emptied.
                else if (value === HALF_TYPED) onValue(parts === "all" ? held : null);
              }}
            />
            <OpenCalendar />
          </Group>
        </AroundField>
        <PickerPopover className="r-popover">
          <Dialog className="r-calendar">
            <Calendar>
              <CalendarHead />
              <Month />
            </Calendar>
          </Dialog>
        </PickerPopover>
      </AriaDatePicker>
    </Localized>
  );
}

/**
 * The first and the last day of a period, both part of it. `value` null means no period yet. Days that were typed the wrong way round are passed on
 * as typed, so that they stay in the field; the screen says what is wrong with them. While a part is missing the value stays as it was, and the field
 * says so once the reader leaves it.
 */
export function DateRangePicker({
  value,
  onValue,
  min,
  max,
  disabled = false,
  ...around
}: Around & Limits & { value: { from: string; to: string } | null; onValue: (days: { from: string; to: string } | null) => void }) {
  const from = value?.from ?? null;
  const to = value?.to ?? null;
  const held = useMemo(() => {
    const [start, end] = [dayOf(from), dayOf(to)];
    return start === null || end === null ? null : { start, end };
  }, [from, to]);
  const { words } = useUi();
  const [start, setStart] = useState<Parts>(held === null ? "none" : "all");
  const [end, setEnd] = useState<Parts>(held === null ? "none" : "all");
  const [within, setWithin] = useState(false);
  const isHalf = !within && (start !== end || start === "some");
  const error = isHalf ? words.fields.halfPeriod : around.error;
  return (
    <Localized>
      <AriaDateRangePicker
        className="r-field"
        value={held}
        onChange={(days) => {
          onValue(days === null ? null : { from: days.start.toString(), to: days.end.toString() });
        }}
        {...limits(min, max)}
        isDisabled={disabled}
        isInvalid={error !== undefined}
        onFocusChange={setWithin}
        shouldForceLeadingZeros
        validationBehavior="aria"
      >
        <AroundField {...around} error={error}>
          <Group className="r-input r-date">
            <Segments slot="start" onParts={setStart} />
            <span aria-hidden="true">–</span>
            <Segments slot="end" onParts={setEnd} />
            <OpenCalendar />
          </Group>
        </AroundField>
        <PickerPopover className="r-popover">
          <Dialog className="r-calendar">
            <RangeCalendar visibleDuration={{ months: 2 }}>
              <CalendarHead />
              <div className="r-months">
                <Month />
                <Month after={1} />
              </div>
            </RangeCalendar>
          </Dialog>
        </PickerPopover>
      </AriaDateRangePicker>
    </Localized>
  );
}

type Parts = "all" | "some" | "none";

function Segments({ slot, onParts }: { slot?: "start" | "end"; onParts?: (parts: Parts) => void }) {
  return (
    <DateInput className="r-segments" {...(slot === undefined ? {} : { slot })}>
      {(segment) => (
        <>
          <DateSegment segment={segment} className="r-segment" />
          {segment.type === "year" && onParts !== undefined && <TypedParts onParts={onParts} />}
        </>
      )}
    </DateInput>
  );
}

/** Tells how many parts of a day are typed, each time that changes. */
function TypedParts({ onParts }: { onParts: (parts: Parts) => void }) {
  const parts = useContext(DateFieldStateContext)?.segments.filter(({ isEditable }) => isEditable) ?? [];
  const missing = parts.filter(({ isPlaceholder }) => isPlaceholder).length;
  const typed: Parts = missing === 0 ? "all" : missing === parts.length ? "none" : "some";
  useEffect(() => {
    // The state of the field is the library's own; there is no event for a part of a day.
    onParts(typed);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `onParts` is another function each time; only a change of the parts is told
  }, [typed]);
  return null;
}

function OpenCalendar() {
  const { words } = useUi();
  return (
    <Button className="r-icon-button r-date-open" aria-label={words.openCalendar}>
      <Icon name="calendar" />
    </Button>
  );
}

function CalendarHead() {
  return (
    <header className="r-calendar-head">
      <Button slot="previous" className="r-icon-button">
        <Icon name="back" />
      </Button>
      <Heading className="r-calendar-title" />
      <Button slot="next" className="r-icon-button r-turned">
        <Icon name="back" />
      </Button>
    </header>
  );
}

function Month({ after = 0 }: { after?: number }) {
  return (
    <CalendarGrid className="r-month" weekdayStyle="short" offset={{ months: after }}>
      <CalendarGridHeader>{(day) => <CalendarHeaderCell className="r-weekday">{day}</CalendarHeaderCell>}</CalendarGridHeader>
      <CalendarGridBody>{(date) => <CalendarCell date={date} className="r-day" />}</CalendarGridBody>
    </CalendarGrid>
  );
}

function dayOf(day: string | null): CalendarDate | null {
  return day === null || day === HALF_TYPED ? null : parseDate(day);
}

function limits(min: string | undefined, max: string | undefined) {
  return { ...(min === undefined ? {} : { minValue: parseDate(min) }), ...(max === undefined ? {} : { maxValue: parseDate(max) }) };
}
