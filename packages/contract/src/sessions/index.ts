export { getHqSession, HqSession, signInHq, signOutHq } from "./headquarters.ts";
export { getPosSession, listPosRegisters, PosSession, Register, signInPos, signOutPos } from "./pos.ts";
export { endSignOn, getSignOn, getSignOnRoles, putSignOnRoles, SignOn, SignOnRole, startSignOn } from "./sign-on.ts";
