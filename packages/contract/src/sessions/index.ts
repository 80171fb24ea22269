export { getHqSession, HqSession, signInHq, signOutHq } from "./headquarters.ts";
export { getPosSession, listPosRegisters, PosSession, Register, signInPos, signOutPos } from "./pos.ts";
