import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { CustomerPath } from "../paths.ts";
import { CustomerNumberPath } from "./headquarters.ts";

export const PHOTO_BYTES = 5 * 1024 ** 2;

/** A page puts the photo's version behind its address, so that a page shows a new photo at once. */
const Version = z.object({ v: z.string().max(100).optional() });

export const putCustomerPhoto = endpoint({
  name: "putCustomerPhoto",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/customers/:accountNumber/photo",
  permission: "customer.manage",
  summary: `Give a customer a photo, in place of an earlier one: JPEG, PNG or WebP of at most ${PHOTO_BYTES / 1024 ** 2} MB, multipart part \`file\`. Its own bytes say what it is.`,
  params: CustomerNumberPath,
  bodyKind: "multipart",
  reply: z.object({ photo: z.string() }),
});

export const getCustomerPhoto = endpoint({
  name: "getCustomerPhoto",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/customers/:accountNumber/photo",
  permission: "customer.manage",
  summary: "The photo of a customer.",
  params: CustomerNumberPath,
  query: Version,
  replyKind: "file",
});

export const deleteCustomerPhoto = endpoint({
  name: "deleteCustomerPhoto",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity/customers/:accountNumber/photo",
  permission: "customer.manage",
  summary: "Remove the photo of a customer. Without one nothing changes.",
  params: CustomerNumberPath,
});

export const getPosCustomerPhoto = endpoint({
  name: "getPosCustomerPhoto",
  method: "GET",
  path: "/api/pos/customers/:customerId/photo",
  permission: "pos",
  looksUp: false,
  summary: "The photo of a customer, at a register.",
  params: CustomerPath,
  query: Version,
  replyKind: "file",
});
