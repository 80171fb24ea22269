export {
  activateDemoRegister,
  activateRegister,
  activateRegisterAsManager,
  deactivateRegister,
  getPosRegister,
  getShownSnapshot,
  watchShownSnapshot,
  getRegisterActivation,
  makeRegisterCode,
  RegisterActivation,
} from "./activation.ts";
export { getHqSession, HqSession, signInHq, signOutHq } from "./headquarters.ts";
export {
  approveRequest,
  Approver,
  changePosPassword,
  getPosSession,
  liftSignInWait,
  lockPos,
  PosSession,
  Register,
  signInPos,
  signOutPos,
  unlockPos,
  WorkerPassword,
} from "./pos.ts";
export { endSignOn, getSignOn, getSignOnRoles, putSignOnRoles, SignOn, SignOnRole, startSignOn } from "./sign-on.ts";
