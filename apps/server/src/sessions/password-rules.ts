export type WeakPassword = "password.common" | "password.own_name";

/** How many characters must be left of a password without the person's own name or id. */
const LEAST_OWN_CHARACTERS = 4;

/**
 * What is wrong with a password that somebody chooses (S4): it is a common one, or it is little more than the
 * person's own name, e-mail address or id. Capitals, spaces and signs make no difference. `null` is good.
 */
export async function weaknessOf(password: string, { own }: { own: readonly string[] }): Promise<WeakPassword | null> {
  const plain = lettersAndDigits(password);
  if (new Set(plain).size < LEAST_OWN_CHARACTERS || (await commonPasswords()).has(plain)) return "password.common";
  return own.some((text) => without(plain, text).length < LEAST_OWN_CHARACTERS) ? "password.own_name" : null;
}

/** The password without a name and its parts. Short parts are left in, because many words hold them. */
function without(plain: string, name: string): string {
  const parts = [name, ...name.split(/[^\p{L}\p{N}]+/u)].map(lettersAndDigits).filter(({ length }) => length >= 3);
  return parts.toSorted((a, b) => b.length - a.length).reduce((rest, part) => rest.replaceAll(part, ""), plain);
}

function lettersAndDigits(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "");
}

let common: Promise<ReadonlySet<string>> | undefined;

/** Some 50,000 passwords from leaks, the most frequent first. Read when the first password is chosen. */
async function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set(dictionary["passwords-common"].map((entry) => lettersAndDigits(String(entry)))),
  );
  return await common;
}
