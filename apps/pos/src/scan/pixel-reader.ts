import { BarcodeFormat, BinaryBitmap, DecodeHintType, HybridBinarizer, MultiFormatReader, RGBLuminanceSource } from "@zxing/library";
import type { CodeReader } from "./code-reader.ts";

export interface Pixels {
  /** Red, green, blue and opacity of each, row by row. */
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

const HINTS = new Map<DecodeHintType, unknown>([
  [
    DecodeHintType.POSSIBLE_FORMATS,
    [
      BarcodeFormat.QR_CODE,
      BarcodeFormat.CODE_128,
      BarcodeFormat.CODE_39,
      BarcodeFormat.EAN_13,
      BarcodeFormat.EAN_8,
      BarcodeFormat.UPC_A,
      BarcodeFormat.ITF,
      BarcodeFormat.DATA_MATRIX,
      BarcodeFormat.AZTEC,
      BarcodeFormat.PDF_417,
    ],
  ],
  [DecodeHintType.TRY_HARDER, true],
]);

/** The code in a picture; null where there is none. */
export function readPixels({ data, width, height }: Pixels): string | null {
  const grey = new Uint8ClampedArray(width * height);
  for (let at = 0; at < grey.length; at++) grey[at] = ((data[at * 4] ?? 0) * 77 + (data[at * 4 + 1] ?? 0) * 150 + (data[at * 4 + 2] ?? 0) * 29) >> 8;
  const reader = new MultiFormatReader();
  reader.setHints(HINTS);
  try {
    return reader.decodeWithState(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)))).getText();
  } catch {
    // It tells by throwing that a picture holds no code, which is so for nearly all of them.
    return null;
  }
}

/** Enough for a card at arm's length, and quick on a tablet. */
const WIDEST = 800;

export function videoReader(): CodeReader {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return {
    async read(video) {
      const scale = Math.min(1, WIDEST / video.videoWidth);
      const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
      if (context === null || width === 0 || height === 0) return await Promise.resolve(null);
      Object.assign(canvas, { width, height });
      context.drawImage(video, 0, 0, width, height);
      return readPixels(context.getImageData(0, 0, width, height));
    },
  };
}
