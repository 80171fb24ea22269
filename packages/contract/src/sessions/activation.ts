import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { LegalEntityCode, OperatorId, RegisterNumber } from "../ids.ts";
import { Language } from "../language.ts";
import { LegalEntityPath } from "../paths.ts";
import { Register } from "./pos.ts";

const OfRegister = LegalEntityPath.extend({ register: RegisterNumber });

export const RegisterActivation = z
  .object({
    /** `deactivated`: it was a device, and is none until it is activated again. */
    state: z.enum(["never", "activated", "deactivated"]),
    activatedAt: z.iso.datetime().nullable(),
    /** When its device last opened the POS. */
    lastSeenAt: z.iso.datetime().nullable(),
    /** Until when the newest code can be used; null when there is none. */
    codeExpiresAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "RegisterActivation" });
export type RegisterActivation = z.infer<typeof RegisterActivation>;

export const getRegisterActivation = endpoint({
  name: "getRegisterActivation",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/registers/:register/activation",
  permission: "organisation.manage",
  summary: "Whether a register is activated, since when, and when its device was last seen.",
  params: OfRegister,
  reply: RegisterActivation,
});

export const makeRegisterCode = endpoint({
  name: "makeRegisterCode",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/registers/:register/activation",
  permission: "organisation.manage",
  configures: false,
  summary: "Make a code that makes one device this register. It works once, for a day, and replaces an earlier code. It is shown only here.",
  params: OfRegister,
  reply: z.object({ code: z.string(), expiresAt: z.iso.datetime() }),
});

export const deactivateRegister = endpoint({
  name: "deactivateRegister",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity/registers/:register/activation",
  permission: "organisation.manage",
  configures: false,
  summary: "Make the device no register any more: sessions on it end, and nobody signs in on it. A code that waits is void too. Refused when there is neither.",
  params: OfRegister,
});

export const activateRegister = endpoint({
  name: "activateRegister",
  method: "POST",
  path: "/api/pos/register",
  permission: "public",
  summary: "Make this device the register of a code. The register's earlier device is none any more.",
  body: z.strictObject({ code: z.string().min(1).max(50) }),
  reply: Register,
});

export const activateRegisterAsManager = endpoint({
  name: "activateRegisterAsManager",
  method: "POST",
  path: "/api/pos/register/manager",
  permission: "public",
  summary:
    "Make this device a register, as a worker who may activate devices (operation 9001) and shares an employee address book with the register's store. Nobody is signed in by it. Wrong passwords wait like those at sign-in.",
  body: z.strictObject({ legalEntity: LegalEntityCode, register: RegisterNumber, operatorId: OperatorId, password: z.string().min(1).max(200) }),
  reply: Register,
});

export const activateDemoRegister = endpoint({
  name: "activateDemoRegister",
  method: "POST",
  path: "/api/pos/register/demo",
  permission: "public",
  summary: "Make this device a register of the demo, without a code: only on the machine that runs the demo, and only when no other machine reaches it.",
  body: z.strictObject({ register: RegisterNumber }),
  reply: Register,
});

export const getShownSnapshot = endpoint({
  name: "getShownSnapshot",
  method: "GET",
  path: "/api/pos/snapshot",
  permission: "public",
  summary: "The number of the snapshot that the store of this device shows; null for a device that is no register. Asking is no use of a session.",
  reply: z.object({ snapshot: z.int().nullable() }),
});

export const watchShownSnapshot = endpoint({
  name: "watchShownSnapshot",
  method: "GET",
  path: "/api/pos/snapshot/events",
  permission: "public",
  summary:
    "The number of the snapshot that the store of this device shows, as server-sent events: at once, and each time it changes. `null` ends the stream: the device is no register, or not any more. Listening is no use of a session.",
  replyKind: "events",
});

export const getPosRegister = endpoint({
  name: "getPosRegister",
  method: "GET",
  path: "/api/pos/register",
  permission: "public",
  summary: "The register that this device is, with its store's opening language; null when it is none.",
  reply: z.object({
    register: Register.extend({ language: Language.nullable() }).nullable(),
    /** The registers of the demo, which a tap makes this device; empty everywhere but on the demo's own machine. */
    demo: z.array(Register),
  }),
});
