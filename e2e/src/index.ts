export { expectNoAxeViolations } from "./axe.ts";
export { expectReadableAtEveryWidth, looksAtEveryWidth } from "./every-width.ts";
export { expectToSee } from "./see.ts";
export { test } from "./journey.ts";
export { startProduct, type Product, type RunningProduct } from "./product.ts";
export { looksOf, screenshot, type App, type Look } from "./screenshots.ts";
export { becomeRegister, enterHeadquarters, enterRegister, signInAtHeadquarters, signInAtRegister } from "./sign-in.ts";
export { fileDate, fileOf, makeRetailer, orderOnline, type Retailer, until, type Upload, uploadRows } from "./small-retailer.ts";
