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
import { useContext, useEffect } from "react";
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
  return (
    <Localized>
      <AriaDatePicker
        className="r-field"
        value={dayOf(value)}
        onChange={(day) => onValue(day === null ? null : day.toString())}
        {...limits(min, max)}
        isDisabled={disabled}
        isInvalid={around.error !== undefined}
        shouldForceLeadingZeros
        validationBehavior="aria"
      >
        <AroundField {...around}>
          <Group className="r-input r-date">
            <Segments onHalf={(isHalf) => isHalf !== (value === HALF_TYPED) && onValue(isHalf ? HALF_TYPED : null)} />
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
 * as typed, so that they stay in the field; the screen says what is wrong with them.
 */
export function DateRangePicker({
  value,
  onValue,
  min,
  max,
  disabled = false,
  ...around
}: Around & Limits & { value: { from: string; to: string } | null; onValue: (days: { from: string; to: string } | null) => void }) {
  const start = dayOf(value?.from ?? null);
  const end = dayOf(value?.to ?? null);
  return (
    <Localized>
      <AriaDateRangePicker
        className="r-field"
        value={start === null || end === null ? null : { start, end }}
        onChange={(days) => {
          onValue(days === null ? null : { from: days.start.toString(), to: days.end.toString() });
        }}
        {...limits(min, max)}
        isDisabled={disabled}
        isInvalid={around.error !== undefined}
        shouldForceLeadingZeros
        validationBehavior="aria"
      >
        <AroundField {...around}>
          <Group className="r-input r-date">
            <Segments slot="start" />
            <span aria-hidden="true">–</span>
            <Segments slot="end" />
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

function Segments({ slot, onHalf }: { slot?: "start" | "end"; onHalf?: (isHalf: boolean) => void }) {
  return (
    <DateInput className="r-segments" {...(slot === undefined ? {} : { slot })}>
      {(segment) => (
        <>
          <DateSegment segment={segment} className="r-segment" />
          {segment.type === "year" && onHalf !== undefined && <Half onHalf={onHalf} />}
        </>
      )}
    </DateInput>
  );
}

/** Tells when some parts are typed and others are not. A complete day tells itself. */
function Half({ onHalf }: { onHalf: (isHalf: boolean) => void }) {
  const parts = useContext(DateFieldStateContext)?.segments.filter(({ isEditable }) => isEditable) ?? [];
  const missing = parts.filter(({ isPlaceholder }) => isPlaceholder).length;
  const state = missing === 0 ? "whole" : missing === parts.length ? "none" : "half";
  useEffect(() => {
    // The state of the field is the library's own; there is no event for a part of a day.
    if (state !== "whole") onHalf(state === "half");
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `onHalf` is another function each time; only a change of the state is told
  }, [state]);
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
