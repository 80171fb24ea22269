/** Text that only the holder of the key can read or change; `vector` is random and public. */
export interface Sealed {
  readonly vector: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

const VECTOR_BYTES = 12;

/** A worker's key as the server gave it, base64 of 32 bytes. The returned key cannot be exported. */
export async function readKey(base64: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  return await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** `place` is where it will be stored; in another place it cannot be opened. */
export async function seal(key: CryptoKey, { place, text }: { place: string; text: string }): Promise<Sealed> {
  const vector = crypto.getRandomValues(new Uint8Array(VECTOR_BYTES));
  const bytes = await crypto.subtle.encrypt({ name: "AES-GCM", iv: vector, additionalData: encode(place) }, key, encode(text));
  return { vector, bytes };
}

/** The text, or null when it was sealed with another key, for another place, or was changed. */
export async function unseal(key: CryptoKey, { place, sealed }: { place: string; sealed: Sealed }): Promise<string | null> {
  try {
    const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.vector, additionalData: encode(place) }, key, sealed.bytes);
    return new TextDecoder().decode(bytes);
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") return null;
    throw error;
  }
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
