/**
 * A text as it is compared: lower case, without accents, one space between words. `Zoë` is found by `zoe`,
 * `Müller` by `muller`, `Ørsted` by `orsted`, `O’Neill`, as a tablet types it, by `o'neill`.
 */
export function searchable(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[‘’ʼ´`]/gu, "'")
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .replaceAll(/[ßøæœłđðþı]/gu, (letter) => LETTERS[letter] ?? letter)
    .replaceAll(/\s+/gu, " ")
    .trim();
}

/** Letters that no decomposition splits into a base and a mark. */
const LETTERS: Readonly<Record<string, string>> = { ß: "ss", ø: "o", æ: "ae", œ: "oe", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

/** Only the digits: a phone number is found whatever stands between them (CS6). */
export function digitsOf(phone: string): string {
  return phone.replaceAll(/\D+/g, "");
}

const LEAST_DIGITS = 3;

/**
 * The digits to look for anywhere in a phone number, when the text is a number as people write it; three at least, else
 * null. Leading zeros are left out, so that `07700 126567` finds `+44 7700 126567`.
 */
export function phoneSearched(text: string): string | null {
  const digits = digitsOf(text);
  if (digits.length < LEAST_DIGITS || !/^[\d\s()+./-]+$/.test(text)) return null;
  return digits.replace(/^0+(?=\d)/, "");
}

export interface SearchedCustomer {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly accountNumber: string;
  readonly phone: string;
  readonly city: string;
}

/**
 * What a customer is found by, a line each: name, e-mail, account number, phone digits, city. The name's line starts
 * with a space, so that every word of a name, and no other word, has a space before it in the first line. Behind the
 * name stand its words after a hyphen or an apostrophe: `O'Neill-Smith` is also found by `neill` and by `smith`.
 */
export function searchTextOf(customer: SearchedCustomer): string {
  const { firstName, lastName, email, accountNumber, phone, city } = customer;
  const name = searchable(`${firstName} ${lastName}`);
  const inner = name.split(" ").flatMap((word) =>
    word
      .split(/[-']/)
      .slice(1)
      .filter((part) => part !== ""),
  );
  return [["", name, ...inner].join(" "), searchable(email), searchable(accountNumber), digitsOf(phone), searchable(city)].join("\n");
}

/** The phone digits of a text that `searchTextOf` made. */
export function phoneDigitsIn(searchText: string): string {
  return searchText.split("\n")[3] ?? "";
}

/** What lists are sorted by: last name, then first name. */
export function sortNameOf({ firstName, lastName }: Pick<SearchedCustomer, "firstName" | "lastName">): string {
  return `${searchable(lastName)} ${searchable(firstName)}`.trim();
}

export function displayNameOf({ firstName, lastName }: Pick<SearchedCustomer, "firstName" | "lastName">): string {
  return `${firstName} ${lastName}`.trim();
}

/** First letters of the first and the last name, at most two, for a card without a picture. */
export function initialsOf({ firstName, lastName }: Pick<SearchedCustomer, "firstName" | "lastName">): string {
  return [firstName, lastName]
    .map((name) => /[\p{L}\p{N}]/u.exec(name)?.[0] ?? "")
    .join("")
    .toUpperCase();
}
