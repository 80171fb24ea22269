import { z } from "zod";
import { wrongAs } from "./refusals/index.ts";

/** Report suite id: letters, digits, dash, underscore, dot; case kept. */
export const Rsid = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, wrongAs("form.rsid"))
  .brand<"Rsid">();
export type Rsid = z.infer<typeof Rsid>;
export const LegalEntityCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9]{2,20}$/, wrongAs("form.legal_entity"))
  .brand<"LegalEntityCode">();
export type LegalEntityCode = z.infer<typeof LegalEntityCode>;
export const StoreNumber = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_-]{1,20}$/, wrongAs("form.number"))
  .brand<"StoreNumber">();
export type StoreNumber = z.infer<typeof StoreNumber>;
export const RegisterNumber = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_-]{1,20}$/, wrongAs("form.number"))
  .brand<"RegisterNumber">();
export type RegisterNumber = z.infer<typeof RegisterNumber>;
export const OperatorId = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_-]{1,20}$/, wrongAs("form.number"))
  .brand<"OperatorId">();
export type OperatorId = z.infer<typeof OperatorId>;
export const AccountNumber = z.string().trim().min(1).max(100).brand<"AccountNumber">();
export type AccountNumber = z.infer<typeof AccountNumber>;
export const AddressBookCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_-]{1,40}$/, wrongAs("form.address_book"))
  .brand<"AddressBookCode">();
export type AddressBookCode = z.infer<typeof AddressBookCode>;
export const StoreGroupCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_-]{1,40}$/, wrongAs("form.store_group"))
  .brand<"StoreGroupCode">();
export type StoreGroupCode = z.infer<typeof StoreGroupCode>;
export const PermissionGroupCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_-]{1,40}$/, wrongAs("form.permission_group"))
  .brand<"PermissionGroupCode">();
export type PermissionGroupCode = z.infer<typeof PermissionGroupCode>;
export const ScreenLayoutCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_-]{1,40}$/, wrongAs("form.screen_layout"))
  .brand<"ScreenLayoutCode">();
export type ScreenLayoutCode = z.infer<typeof ScreenLayoutCode>;
export const CustomerId = z.uuid().brand<"CustomerId">();
export type CustomerId = z.infer<typeof CustomerId>;
export const WorkerId = z.uuid().brand<"WorkerId">();
export type WorkerId = z.infer<typeof WorkerId>;
export const AttachmentId = z.uuid().brand<"AttachmentId">();
export type AttachmentId = z.infer<typeof AttachmentId>;
export const ActivityId = z.uuid().brand<"ActivityId">();
export type ActivityId = z.infer<typeof ActivityId>;
export const NoteId = z.uuid().brand<"NoteId">();
export type NoteId = z.infer<typeof NoteId>;
/** A data source account's id, as in the 2.0 API: an integer. */
export const DataSourceId = z.coerce.number().int().positive().brand<"DataSourceId">();
export type DataSourceId = z.infer<typeof DataSourceId>;
/** An upload job's id, as in the 2.0 API: an integer. */
export const JobId = z.coerce.number().int().positive().brand<"JobId">();
export type JobId = z.infer<typeof JobId>;
export const TransactionId = z.string().min(1).max(100).brand<"TransactionId">();
export type TransactionId = z.infer<typeof TransactionId>;
/** Any company name is accepted on the documented paths; one installation is one company. */
export const Company = z.string().trim().min(1).max(100);
export const AttributeCode = z
  .string()
  .trim()
  .regex(/^[a-z][a-zA-Z0-9_]{0,49}$/, wrongAs("form.attribute"))
  .brand<"AttributeCode">();
export type AttributeCode = z.infer<typeof AttributeCode>;
/** Formed like the code of an attribute. */
export const ActivityTypeCode = z
  .string()
  .trim()
  .regex(/^[a-z][a-zA-Z0-9_]{0,49}$/, wrongAs("form.attribute"))
  .brand<"ActivityTypeCode">();
export type ActivityTypeCode = z.infer<typeof ActivityTypeCode>;
