import type { Product } from "./product.ts";

/** A register of a store, with somebody signed in. */
export interface Register {
  readonly product: Product;
  readonly cookie: string;
}

/** What the register gets for a path; with `body` it posts. */
export async function asked<T>({ product, cookie }: Register, path: string, body?: object): Promise<T> {
  const answer = await fetch(product.url + path, {
    method: body === undefined ? "GET" : "POST",
    headers: { ...(body !== undefined && { "content-type": "application/json" }), cookie, origin: product.url },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as T;
}
