/**
 * A text in the form for comparing: `zoe` finds `Zoë`, `orsted` finds `Ørsted`, `o'neill` finds `O’Neill` as a tablet types it.
 * Case, width, kinds of apostrophes and dashes, other scripts' digits and invisible characters make no difference. Marks
 * are left out where they decorate a letter (Latin, Greek, Hebrew, Arabic, and Cyrillic except its own letters such as й).
 * Where they change the meaning (Devanagari, Kana, Thai, ...) they stay (C8).
 */
export function searchable(text: string): string {
  return evenly(text)
    .normalize("NFD")
    .replaceAll(/(\P{M})(\p{M}+)/gu, (_, base: string, marks: string) => base + keptMarks(base, marks))
    .normalize("NFC")
    .replaceAll(LETTERS, (letter) => LETTER.get(letter) ?? letter)
    .replaceAll(KATAKANA, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) - KATAKANA_AFTER_HIRAGANA))
    .replaceAll(OTHER_DIGITS, digitOf)
    .replaceAll(/\s+/gu, " ")
    .trim();
}

/** Makes only case, width, apostrophes, dashes and invisible characters equal; marks stay. */
export function evenly(text: string): string {
  return text.replaceAll(APOSTROPHES, "'").normalize("NFKC").toLowerCase().replaceAll(UNSEEN, "").replaceAll(APOSTROPHES, "'").replaceAll(DASHES, "-");
}

/** The same with umlauts written out: `Müller` is `mueller`. */
export function spelledOut(text: string): string {
  return searchable(
    text
      .normalize("NFC")
      .toLowerCase()
      .replaceAll(/[äöüåø]/gu, (letter) => SPELLED.get(letter) ?? letter),
  );
}

/** The digits of a text, whatever their script. */
export function digitsIn(text: string): string {
  return text.normalize("NFKC").replaceAll(OTHER_DIGITS, digitOf).replaceAll(/\D+/g, "");
}

/** A text without invisible characters, such as direction marks around a pasted number. */
export function withoutUnseen(text: string): string {
  return text.replaceAll(UNSEEN, "");
}

const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const APOSTROPHES = /[‘’‚‛′‵ʹʻʼʽʾʿˈˊˋ´`՚׳ꞌ＇]/gu;
const DASHES = /[\p{Pd}−⁃˗]/gu;
const OTHER_DIGITS = /(?![0-9])\p{Nd}/gu;
const KATAKANA = /[ァ-ヶ]/gu;
const KATAKANA_AFTER_HIRAGANA = 0x60;

const DECORATED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Common}]/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;
/** Letters that their script does not sort with the letter without the mark. */
const CYRILLIC_LETTERS: ReadonlySet<string> = new Set(["й", "ў", "ї", "ќ", "ѓ"].map((letter) => letter.normalize("NFD")));

function keptMarks(base: string, marks: string): string {
  if (CYRILLIC.test(base)) return Array.from(marks).find((mark) => CYRILLIC_LETTERS.has(base + mark)) ?? "";
  return DECORATED.test(base) ? "" : marks;
}

/** Letters that Unicode does not split into a base and a mark, and forms of one Arabic letter. */
const LETTER: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ß: "ss",
    ø: "o",
    æ: "ae",
    œ: "oe",
    ł: "l",
    đ: "d",
    ð: "d",
    þ: "th",
    ı: "i",
    ħ: "h",
    ŧ: "t",
    ŋ: "ng",
    ς: "σ",
    ٱ: "ا",
    ى: "ي",
    ی: "ي",
    ک: "ك",
    ة: "ه",
    ە: "ه",
    ہ: "ه",
    ھ: "ه",
    ـ: "",
  }),
);
const LETTERS = new RegExp(`[${[...LETTER.keys()].join("")}]`, "gu");
const SPELLED: ReadonlyMap<string, string> = new Map(Object.entries({ ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe" }));

/** The digits of a script are ten in a row, from its zero. */
function digitOf(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}
