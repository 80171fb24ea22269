import { type ReactNode, useContext } from "react";
import { FieldError, I18nProvider, Label, Popover, type PopoverProps, Text } from "react-aria-components";
import { UNSAFE_PortalProvider } from "react-aria";
import { PopoverHome } from "./popover-home.ts";
import { useUi } from "./ui-provider.tsx";
import "./styles/pickers.css";

/** The parts around a field that opens a list or a calendar. */
export interface Around {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  hideLabel?: boolean | undefined;
  disabled?: boolean | undefined;
}

/** Makes the library use the reader's language, and their way of writing dates and numbers. */
export function Localized({ children }: { children: ReactNode }) {
  return <I18nProvider locale={useUi().formats.locale}>{children}</I18nProvider>;
}

/** The label above the control; hint and error, which describe it, below. */
export function AroundField({ label, hint, error, hideLabel = false, children }: Omit<Around, "disabled"> & { children: ReactNode }) {
  return (
    <>
      <Label className={hideLabel ? "r-hidden" : "r-label"}>{label}</Label>
      {children}
      {hint !== undefined && (
        <Text slot="description" className="r-hint">
          {hint}
        </Text>
      )}
      <FieldError className="r-error">{error}</FieldError>
    </>
  );
}

export function PickerPopover({ className, ...popover }: PopoverProps & { className: string }) {
  const home = useContext(PopoverHome);
  return (
    <UNSAFE_PortalProvider getContainer={() => home() ?? document.body}>
      <Popover {...popover} className={className} offset={6} containerPadding={8} />
    </UNSAFE_PortalProvider>
  );
}
