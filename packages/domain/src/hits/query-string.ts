/**
 * Decodes percent escapes and `+`, and never fails: a broken escape stays as written, and bytes that are not UTF-8
 * are read as ISO 8859-1, which older tags send.
 */
export function decodeQueryValue(text: string): string {
  const plus = text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!plus.includes("%")) return plus;
  try {
    return decodeURIComponent(plus);
  } catch {
    return decodeLeniently(plus);
  }
}

function decodeLeniently(text: string): string {
  let result = "";
  let bytes: number[] = [];
  for (let i = 0; i < text.length;) {
    const byte = text.charCodeAt(i) === 37 ? escapedByte(text, i) : -1;
    if (byte === -1) {
      if (bytes.length > 0) result += decodeBytes(bytes);
      bytes = [];
      result += text[i];
      i += 1;
    } else {
      bytes.push(byte);
      i += 3;
    }
  }
  return result + decodeBytes(bytes);
}

function escapedByte(text: string, i: number): number {
  const high = hexDigit(text.charCodeAt(i + 1));
  const low = hexDigit(text.charCodeAt(i + 2));
  return high === -1 || low === -1 ? -1 : high * 16 + low;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

function decodeBytes(bytes: readonly number[]): string {
  const escaped = bytes.map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  try {
    return decodeURIComponent(escaped);
  } catch {
    return bytes.map((byte) => String.fromCharCode(byte)).join("");
  }
}
