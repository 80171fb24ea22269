/** Reads the code that stands in a picture of the camera; null where there is none. */
export interface CodeReader {
  read(video: HTMLVideoElement): Promise<string | null>;
}

/** The browser's own reader where it has one, which costs nothing to load; else the kept one, loaded when it is first needed. */
export async function codeReader(): Promise<CodeReader> {
  return (await browsersReader()) ?? (await import("./pixel-reader.ts")).videoReader();
}

/** What loyalty cards carry. The names are those of the browser's reader. */
const FORMATS = ["qr_code", "code_128", "code_39", "ean_13", "ean_8", "upc_a", "itf", "data_matrix", "aztec", "pdf417"];

interface Detector {
  detect(video: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

async function browsersReader(): Promise<CodeReader | null> {
  // Not every browser has it, so neither have the types.
  const { BarcodeDetector: Class } = globalThis as { BarcodeDetector?: DetectorClass };
  if (Class === undefined) return null;
  const supported = await Class.getSupportedFormats();
  const formats = FORMATS.filter((format) => supported.includes(format));
  // One that knows no bars reads few loyalty cards.
  if (!formats.includes("qr_code") || !formats.includes("code_128")) return null;
  const detector = new Class({ formats });
  return { read: async (video) => (await detector.detect(video))[0]?.rawValue ?? null };
}
