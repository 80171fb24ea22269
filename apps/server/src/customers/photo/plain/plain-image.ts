import type { ImageType } from "../kind-of-image.ts";
import { plainJpeg } from "./jpeg.ts";
import { plainPng } from "./png.ts";
import { plainWebp } from "./webp.ts";

const PLAIN: Readonly<Record<ImageType, (file: Buffer) => Buffer | undefined>> = { "image/jpeg": plainJpeg, "image/png": plainPng, "image/webp": plainWebp };

/**
 * A photo as it is kept (HC8): the same pixels, byte for byte, without what a camera or a phone wrote beside them, such as where and when it was taken. How it is
 * turned stays. Undefined when the file is cut off or broken, so that nobody knows what is in it.
 */
export function plainImage(file: Buffer, type: ImageType): Buffer | undefined {
  return PLAIN[type](file);
}
