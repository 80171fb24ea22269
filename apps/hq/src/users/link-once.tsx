import { useText } from "@rapport/app-shell";
import type { PasswordLink, User } from "@rapport/contract/access";
import { useFormats } from "@rapport/ui";
import { ShownOnce } from "../account/shown-once.tsx";
import { userTexts } from "./texts.ts";

/** A link to choose a password. The token comes after `#`, which browsers do not send to servers. */
export function LinkOnce({ user: { name }, link: { token, expiresAt }, onClose }: { user: User; link: PasswordLink; onClose: () => void }) {
  const text = useText(userTexts);
  const formats = useFormats();
  return (
    <ShownOnce
      title={text("linkTitle", { name })}
      text={text("linkText", { until: formats.dateTime(expiresAt) })}
      label={text("linkLabel")}
      secret={`${window.location.origin}/hq/choose-password#${token}`}
      onClose={onClose}
    />
  );
}
