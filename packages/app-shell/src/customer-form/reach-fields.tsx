import { CHANNELS, type Reached } from "@rapport/contract/customers";
import { consentOf, CONSENTS } from "@rapport/domain";
import { Select } from "@rapport/ui";
import { useText } from "../preferences.tsx";
import type { CustomerFields } from "./edited-values.ts";
import { customerFieldTexts } from "./field-texts.ts";
import { reachTexts } from "./reach-texts.ts";
import { useReachWords } from "./reach-words.ts";

/** Those that are offered; one that a customer has already is offered too. */
const LANGUAGES =
  "ar bg bn bs ca cs da de el en es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka ko lt lv mk ms mt nl no pl pt ro ru sk sl sq sr sv sw ta th tl tr uk ur vi yue zh".split(
    " ",
  );

/** The language and the channel that a customer prefers. */
export function ReachFields({ form }: { form: CustomerFields }) {
  const text = useText(customerFieldTexts);
  const words = useReachWords();
  const own = String(form.value("preferredLanguage") ?? "");
  const languages = [...new Set([...LANGUAGES, own])].filter((code) => code !== "").map((code) => ({ value: code, label: words.language(code) }));
  const sorted = languages.toSorted((a, b) => a.label.localeCompare(b.label));
  return (
    <>
      <Select label={text("preferredLanguage")} options={[{ value: "", label: words.language("") }, ...sorted]} {...form.field("preferredLanguage")} />
      <Select
        label={text("preferredChannel")}
        options={(["", ...CHANNELS] as const).map((channel) => ({ value: channel, label: words.channel(channel) }))}
        {...form.field("preferredChannel")}
      />
    </>
  );
}

/** By which channels a customer allows to be reached; with when and where they said so (HC9). */
export function ConsentFields({ form, customer }: { form: CustomerFields; customer: Reached }) {
  const text = useText(reachTexts);
  const fieldText = useText(customerFieldTexts);
  const words = useReachWords();
  const options = (["", "allowed", "notAllowed"] as const).map((state) => ({ value: state, label: words.state(state) }));
  return CHANNELS.map((channel) => {
    const field = CONSENTS[channel].state;
    const known = consentOf(customer, channel);
    const now = form.value(field);
    const hint = now === "" ? "" : now === known.state ? words.said(known) : text("saidNow");
    return <Select key={channel} label={fieldText(field)} options={options} hint={hint === "" ? undefined : hint} {...form.field(field)} />;
  });
}
