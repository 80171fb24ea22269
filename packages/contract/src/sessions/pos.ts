import { z } from "zod";
import { FeatureCode } from "../features/definitions.ts";
import { endpoint } from "../endpoint.ts";
import { IdleThen } from "../idle-then.ts";
import { LegalEntityCode, OperatorId, RegisterNumber, StoreNumber, WorkerId } from "../ids.ts";
import { Permission } from "../permissions.ts";

export const PosSession = z
  .object({
    kind: z.literal("pos"),
    worker: z.object({ id: WorkerId, operatorId: OperatorId, name: z.string() }),
    register: z.object({ number: RegisterNumber }),
    store: z.object({ number: StoreNumber, name: z.string() }),
    legalEntity: z.object({ code: LegalEntityCode, name: z.string(), currency: z.string(), timeZone: z.string() }),
    /** A key of 256 bits, which encrypts what this worker keeps on a device. Only their own sessions get it; null while the session is locked. */
    draftKey: z.base64().nullable(),
    permissions: z.array(Permission),
    /** The features that are on at the register. */
    features: z.array(FeatureCode),
    /** They have to choose a password of their own first; until then they may do nothing else. */
    mustChangePassword: z.boolean(),
    /** Until they unlock it, nothing else is answered. */
    locked: z.boolean(),
    /** What the store wants after minutes without a touch; null for nothing. */
    idle: z.object({ minutes: z.int(), action: IdleThen }).nullable(),
  })
  .meta({ id: "PosSession" });
export type PosSession = z.infer<typeof PosSession>;

export const Register = z
  .object({ number: RegisterNumber, storeNumber: StoreNumber, storeName: z.string(), legalEntity: LegalEntityCode })
  .meta({ id: "Register" });

export const signInPos = endpoint({
  name: "signInPos",
  method: "POST",
  path: "/api/pos/session",
  permission: "public",
  summary: "Sign in at the register that this device is; the worker shares an employee address book with its store. Refused on a device that is no register.",
  body: z.strictObject({ operatorId: OperatorId, password: z.string().min(1).max(200) }),
  reply: PosSession,
});

/** The operator id and password of somebody who lends a right at the register where they stand. */
export const Approver = z.strictObject({ operatorId: OperatorId, password: z.string().min(1).max(200) });

export const liftSignInWait = endpoint({
  name: "liftSignInWait",
  method: "POST",
  path: "/api/pos/sign-in-wait/end",
  permission: "public",
  summary:
    "Let somebody who waits after wrong passwords try again at once, at the register that this device is. A manager of its store enters their own operator id and password; they hold operation 1216.",
  body: z.strictObject({ operatorId: OperatorId, manager: Approver }),
});

export const approveRequest = endpoint({
  name: "approveRequest",
  method: "POST",
  path: "/api/pos/approvals",
  permission: "pos",
  summary:
    "Lend the caller a right for one request: somebody who has it enters their own operator id and password. The request brings it in `rapport-approval`.",
  body: z.strictObject({
    permission: Permission,
    /** The path of the request, without a query. */
    path: z.string().min(1).max(500),
    approver: Approver,
  }),
  reply: z.object({
    /** Works once, within a minute, for the caller's session. */
    approval: z.string(),
  }),
});

export const getPosSession = endpoint({
  name: "getPosSession",
  method: "GET",
  path: "/api/pos/session",
  permission: "public",
  summary: "Who is signed in at the register; 401 when nobody is.",
  reply: PosSession,
});

export const signOutPos = endpoint({
  name: "signOutPos",
  method: "DELETE",
  path: "/api/pos/session",
  permission: "public",
  summary: "Sign out of the register.",
});

export const lockPos = endpoint({
  name: "lockPos",
  method: "POST",
  path: "/api/pos/session/lock",
  permission: "public",
  summary: "Lock the session at the register. Until it is unlocked, everything else of the register is refused.",
});

export const unlockPos = endpoint({
  name: "unlockPos",
  method: "POST",
  path: "/api/pos/session/unlock",
  permission: "public",
  summary: "Unlock the session at the register with the password of its worker. Wrong passwords wait like those at sign-in.",
  body: z.strictObject({ password: z.string().min(1).max(200) }),
  reply: PosSession,
});

/** Passwords of workers have this length at least; what is common or their own name is refused besides. */
export const WorkerPassword = z.string().min(8).max(200);

export const changePosPassword = endpoint({
  name: "changePosPassword",
  method: "PUT",
  path: "/api/pos/password",
  permission: "ownPassword",
  summary: "Change the caller's own password; their other sessions end.",
  body: z.strictObject({ current: z.string().min(1).max(200), password: WorkerPassword }),
});
