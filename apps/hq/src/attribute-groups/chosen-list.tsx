import { IconButton, OrderedList, Tag } from "@rapport/ui";
import "./attribute-groups.css";

/** What was chosen, in order: moved by drag or by keyboard, and taken out. */
export function ChosenList({
  label,
  empty,
  chosen,
  removeLabel,
  onChoose,
}: {
  label: string;
  empty: string;
  /** `tag` says something about one of them. */
  chosen: readonly { readonly code: string; readonly name: string; readonly tag?: string | undefined }[];
  removeLabel: (name: string) => string;
  onChoose: (codes: string[]) => void;
}) {
  return (
    <OrderedList
      label={label}
      empty={empty}
      onOrder={onChoose}
      items={chosen.map(({ code, name, tag }) => ({
        id: code,
        name,
        content: (
          <div className="hq-member">
            <span>{name}</span>
            {tag !== undefined && <Tag>{tag}</Tag>}
            <IconButton label={removeLabel(name)} icon="close" onClick={() => onChoose(chosen.flatMap((one) => (one.code === code ? [] : [one.code])))} />
          </div>
        ),
      }))}
    />
  );
}
