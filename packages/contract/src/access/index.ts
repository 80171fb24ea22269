export { changeOwnPassword, choosePassword, endOwnSession, listOwnSessions, OwnSession, SessionId } from "./account.ts";
export { ApiKey, ApiKeyId, createApiKey, HqPermission, listApiKeys, NewApiKey, revokeApiKey } from "./api-keys.ts";
export {
  AccessSettings,
  confirmSecondFactor,
  getAccessSettings,
  getSecondFactor,
  putAccessSettings,
  removeSecondFactor,
  SecondFactor,
  SecondFactorCode,
  startSecondFactor,
} from "./second-factor.ts";
export { changeUser, getUser, GivenRole, HqPassword, inviteUser, listUsers, makePasswordLink, NewUser, PasswordLink, User, UserId } from "./users.ts";
