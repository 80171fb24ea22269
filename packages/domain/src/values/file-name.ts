const MOST_CHARACTERS = 150;
const MOST_OF_EXTENSION = 20;
/** Names that Windows gives to devices, whatever their extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/iu;

/**
 * The name under which somebody else can save a file that a person sent (R102): the last part of what was given, without folders, signs that cannot be seen
 * or that turn the direction of a text, and without what a system reads as more than a name. The extension stays. `fallback` stands for a name with nothing left.
 */
export function safeFileName(given: string, fallback: string): string {
  const last = given.split(/[/\\]/u).at(-1) ?? "";
  const seen = last
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, "")
    .replaceAll(/[<>:"|?*]/gu, "_")
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/^[. ]+|[. ]+$/gu, "");
  const plain = shortened(seen.replace(DEVICE, "_$1"));
  return plain === "" ? fallback : plain;
}

/** Characters are taken from the middle, before the extension. */
function shortened(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= MOST_CHARACTERS) return name;
  const dot = characters.lastIndexOf(".");
  const extension = dot > 0 && characters.length - dot <= MOST_OF_EXTENSION ? characters.slice(dot) : [];
  return [...characters.slice(0, MOST_CHARACTERS - extension.length), ...extension].join("").replaceAll(/[. ]+$/gu, "");
}
