import { unreachable } from "@rapport/contract";
import type { SetUpStepName } from "@rapport/contract/clienteling";
import { Link } from "@tanstack/react-router";

/** The screen where a step is done. */
export function StepLink({ step, legalEntity, label }: { step: SetUpStepName; legalEntity: string; label: string }) {
  const search = { legalEntity };
  switch (step) {
    case "feature":
      return <Link to="/features">{label}</Link>;
    case "numbers":
      return (
        <Link to="/commerce-parameters" search={{ legalEntity, tab: "numbers" }}>
          {label}
        </Link>
      );
    case "attributes":
      return (
        <Link to="/attributes" search={search}>
          {label}
        </Link>
      );
    case "group":
    case "measures":
      return (
        <Link to="/commerce-parameters" search={{ legalEntity, tab: "clienteling" }}>
          {label}
        </Link>
      );
    case "activityTypes":
      return (
        <Link to="/activity-types" search={search}>
          {label}
        </Link>
      );
    case "rights":
      return (
        <Link to="/permission-groups" search={search}>
          {label}
        </Link>
      );
    case "buttons":
      return (
        <Link to="/screen-layouts" search={search}>
          {label}
        </Link>
      );
    case "publishing":
      return (
        <Link to="/unpublished-changes" search={search}>
          {label}
        </Link>
      );
    default:
      return unreachable(step);
  }
}

/** A layout shows where a store, a register or a worker has it. */
export function StoresLink({ legalEntity, label }: { legalEntity: string; label: string }) {
  return (
    <Link to="/stores" search={{ legalEntity }}>
      {label}
    </Link>
  );
}
