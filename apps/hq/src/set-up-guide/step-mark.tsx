import { Icon } from "@rapport/ui";
import "./step-mark.css";

/** Before a step: whether it is done. A screen reader needs words beside it. */
export function StepMark({ isDone }: { isDone: boolean }) {
  return isDone ? <Icon name="check" size={18} /> : <span className="hq-step-open" aria-hidden="true" />;
}
