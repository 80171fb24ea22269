import { type BrowserServer, chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { browserToLaunch } from "./browser.ts";
import { type ProductAddress, type RunningProduct, startProduct } from "./product.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly product: ProductAddress;
    /** The address at which the browser of the run takes connections. */
    readonly browser: string;
  }
}

let product: RunningProduct;
let browser: BrowserServer;

/** Before the journeys: one product and one browser for all of them. */
export async function setup({ provide }: TestProject): Promise<void> {
  [product, browser] = await Promise.all([startProduct(), chromium.launchServer({ ...browserToLaunch(), host: "127.0.0.1" })]);
  provide("product", product.address);
  provide("browser", browser.wsEndpoint());
}

export async function teardown(): Promise<void> {
  await browser.close();
  await product.stop();
}
