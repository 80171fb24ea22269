export { BatchQuery, PARTIAL, RefusedRow, RowError, rowsOf } from "./batches.ts";
export { APPROVAL, call, opened, pathOf, type Send, SIGNED_IN_AS } from "./call.ts";
export { changeOf, type Change, type ChangeOf } from "./change.ts";
export { CONTACT_KINDS } from "./contact-kinds.ts";
export { Country } from "./country.ts";
export { Cursor } from "./cursor.ts";
export { CURRENCIES, Currency } from "./currency.ts";
export {
  endpoint,
  noKeys,
  nothing,
  type Body,
  type CallInput,
  type Csv,
  type Endpoint,
  type ErrorForm,
  type NoKeys,
  type Nothing,
  type Params,
  type Query,
  type Reply,
} from "./endpoint.ts";
export {
  AccountNumber,
  AddressBookCode,
  ActivityTypeCode,
  AttributeCode,
  Company,
  CustomerId,
  DataSourceId,
  JobId,
  LegalEntityCode,
  AttachmentId,
  ActivityId,
  NoteId,
  OperatorId,
  PermissionGroupCode,
  ScreenLayoutCode,
  RegisterNumber,
  Rsid,
  StoreGroupCode,
  StoreNumber,
  TransactionId,
  WorkerId,
} from "./ids.ts";
export { Language } from "./language.ts";
export { IdleThen } from "./idle-then.ts";
export { Money } from "./money.ts";
export { Translated } from "./names.ts";
export { isLendable, PERMISSIONS, Permission, permissionsOf, permissionsOfOperations, sideOf } from "./permissions.ts";
export { Problem, Refusal, REFUSALS, type RefusalKind } from "./refusals/index.ts";
export { Role, ROLES, permissionsOfRole } from "./roles.ts";
export { IfVersion, listQuery, type ListQuery, Saved } from "./saved.ts";
export { TimeZone } from "./time-zone.ts";
export { unreachable } from "./unreachable.ts";
