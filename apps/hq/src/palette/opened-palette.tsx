import { useText } from "@rapport/app-shell";
import { CommandPalette } from "@rapport/ui";
import { useState } from "react";
import { paletteTexts } from "./texts.ts";
import { useCommands } from "./use-commands.ts";

export function OpenedPalette({ onClose }: { onClose: () => void }) {
  const text = useText(paletteTexts);
  const [typed, setTyped] = useState("");
  const { groups, isPartial } = useCommands(typed);
  return (
    <CommandPalette
      title={text("title")}
      label={text("label")}
      typed={typed}
      onTyped={setTyped}
      groups={groups}
      nothing={isPartial ? `${text("nothing")} ${text("failed")}` : text("nothing")}
      onClose={onClose}
    />
  );
}
