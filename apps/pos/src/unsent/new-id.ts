/** An id made on the device, so that sending something again never makes a second one. `randomUUID` is missing without HTTPS, as in a shop's own network. */
export function newId(source: Pick<Crypto, "getRandomValues"> & Partial<Pick<Crypto, "randomUUID">> = crypto): string {
  return source.randomUUID?.() ?? uuidFrom(source.getRandomValues(new Uint8Array(16)));
}

function uuidFrom(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte, at) => (at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
