export { expectNoAxeViolations } from "./axe.ts";
export { expectToSee } from "./see.ts";
export { launchBrowser } from "./browser.ts";
export { startProduct, type Product } from "./product.ts";
export { contextFor, looksOf, screenshot, type App, type Language, type Theme } from "./screenshots.ts";
export { fileDate, fileOf, makeRetailer, orderOnline, SHOP, until, uploadRows } from "./small-retailer.ts";
